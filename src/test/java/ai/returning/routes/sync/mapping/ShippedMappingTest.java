package ai.returning.routes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedMappingTest {
    private final FlowDefinition flow = FlowFolder.load(
            Path.of("routes/sync-customers"),
            Contract.load(Path.of("config/returning-ai.openapi.yaml")),
            Path.of("config/community-fields.yaml"));

    @Test
    void examplesOfSyncCustomersComeTrue() {
        assertThat(MappingExamples.count(flow.mapping())).isGreaterThanOrEqualTo(7);
        assertThat(MappingExamples.failures(flow.mapping())).isEmpty();
    }

    @Test
    void syncCustomersWritesTwelveFieldsWithAnOperatorBeforeEachNumber() {
        assertThat(flow.mapping().header())
                .containsExactly(
                        "email",
                        "first_name",
                        "last_name",
                        "country",
                        "city",
                        "language",
                        "currency",
                        "member-tier",
                        "account-balance_op",
                        "account-balance",
                        "lifetime-deposit_op",
                        "lifetime-deposit",
                        "marketing-consent",
                        "birth-date");
        assertThat(flow.mapping().identifier()).isEqualTo("email");
        assertThat(flow.mapping().operation()).isEqualTo("bulkUpdateUsers");
        assertThat(flow.mapping().overwriteOnly()).isTrue();
    }

    @Test
    void theQueryNamesEveryColumnTheMappingReads() {
        String query = flow.queries().get("sync-customers.sql");
        assertThat(query).isNotNull();
        assertThat(flow.mapping().sourceColumns())
                .hasSize(12)
                .allSatisfy(column -> assertThat(query).containsPattern("(?m)^  " + column + ",?$"));
    }
}
