package ai.returning.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.emulator.crm.SalesforceStandIn;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upserts to Salesforce, against a stand-in that speaks its HTTP. */
class SalesforceWriterIT {
    private final SalesforceStandIn crm = SalesforceStandIn.start(200);
    private final SalesforceWriter writer = new SalesforceWriter(
            new SalesforceAccess(crm.url(), "app", "secret", "", "", "", "/services/oauth2/token"),
            "/services/data/v61.0",
            new WriteSettings(
                    "Salesforce",
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    3,
                    Duration.ofMillis(1),
                    Duration.ofMillis(2),
                    Duration.ofSeconds(30),
                    0,
                    Duration.ofSeconds(30)),
            Clock.systemUTC());

    @BeforeEach
    void allow() {
        crm.client("app", "secret");
    }

    @AfterEach
    void close() {
        writer.close();
        crm.close();
    }

    @Test
    void createsAndUpdatesByAnExternalId() {
        List<Map<String, String>> many = IntStream.rangeClosed(1, 450)
                .mapToObj(i -> Map.of("Member__c", "m" + i, "Tier__c", "silver"))
                .toList();
        assertThat(writer.upsert("Account", "Member__c", many))
                .hasSize(450)
                .allMatch(SalesforceWriter.Written::created);
        assertThat(crm.calls()).isEqualTo(3);
        assertThat(writer.upsert("Account", "Member__c", List.of(Map.of("Member__c", "m7", "Tier__c", "gold"))))
                .singleElement()
                .matches(one -> !one.created() && !one.id().isEmpty());
        assertThat(crm.record("Member__c", "m7")).containsEntry("Tier__c", "gold");
    }

    @Test
    void tellsWhichRecordWasRefusedAndWritesTheOthers() {
        List<SalesforceWriter.Written> done =
                writer.upsert("Account", "Member__c", List.of(Map.of("Tier__c", "gold"), Map.of("Member__c", "m2")));
        assertThat(done.get(0).problem()).isEqualTo("MISSING_ARGUMENT Member__c not specified");
        assertThat(done.get(1).created()).isTrue();
    }

    @Test
    void repeatsWhatFailsAndBeginsAnewSession() {
        assertThat(writer.upsert("Account", "Member__c", List.of(Map.of("Member__c", "m1"))))
                .hasSize(1);
        crm.expireSessions();
        crm.script(CrmFault.brokenOff(), CrmFault.status(503));
        assertThat(writer.upsert("Account", "Member__c", List.of(Map.of("Member__c", "m1"))))
                .singleElement()
                .matches(one -> !one.created());
        assertThat(crm.logins()).isEqualTo(2);
    }

    @Test
    void refusesNamesThatWouldLeadToAnotherPath() {
        assertThatThrownBy(() -> writer.upsert("../Account", "Member__c", List.of()))
                .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.CRM_REFUSED))
                .hasMessageContaining("cannot be one of Salesforce");
    }

    @Test
    void writesTheRecordsOfABodyWithTheirTypes() {
        SalesforceSteps steps = new SalesforceSteps(() -> writer);
        Object ids = steps.upsertRecords(
                        "[{\"Member__c\": \"m1\", \"Points__c\": 12, \"Active__c\": true}, {\"Member__c\": \"m2\"}]",
                        "Account",
                        "Member__c")
                .get("ids");
        assertThat((List<?>) ids).hasSize(2).doesNotHaveDuplicates();
        assertThat(crm.record("Member__c", "m1"))
                .hasEntrySatisfying(
                        "Points__c",
                        points -> assertThat(String.valueOf(points)).isEqualTo("12"))
                .hasEntrySatisfying(
                        "Active__c",
                        active -> assertThat(String.valueOf(active)).isEqualTo("true"));
    }

    @Test
    void callsNobodyForARecordWithoutItsKey() {
        SalesforceSteps steps = new SalesforceSteps(() -> writer);
        for (String body : List.of("{\"Tier__c\": \"gold\"}", "{\"Member__c\": null}", "{\"Member__c\": {}}", "7")) {
            assertThatThrownBy(() -> steps.upsertRecords(body, "Account", "Member__c"))
                    .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.BODY_UNFIT))
                    .hasMessageContaining("Salesforce was not called");
        }
        assertThat(crm.logins()).isZero();
    }
}
