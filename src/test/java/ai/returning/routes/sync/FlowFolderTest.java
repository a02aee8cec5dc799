package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowFolderTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final Path COMMUNITY = Path.of("config/community-fields.yaml");

    private final Path routes;

    FlowFolderTest(@TempDir Path routes) {
        this.routes = routes;
    }

    private FlowDefinition load(String flow) {
        return FlowFolder.load(routes.resolve(flow), CONTRACT, COMMUNITY);
    }

    private void write(String flow, String query) throws IOException {
        Path folder = Files.createDirectories(routes.resolve(flow));
        Files.writeString(folder.resolve(flow + ".mapping.yaml"), """
                flow: %s
                operation: bulkUpdateUsers
                identifier: email
                fields:
                  email: { from: email, type: text, check: email, nulls: refuse }
                """.formatted(flow));
        Files.writeString(folder.resolve(flow + ".sql"), query);
    }

    @Test
    void readsAFlowWithItsQueries() throws IOException {
        write("sync-members", "select email from members");
        FlowDefinition flow = load("sync-members");
        assertThat(flow.id()).isEqualTo("sync-members");
        assertThat(flow.queries()).containsOnly(java.util.Map.entry("sync-members.sql", "select email from members"));
        assertThat(flow.mappingHash()).isEqualTo(flow.mapping().hash()).hasSize(64);
        assertThat(flow.queryHash()).hasSize(64);
    }

    @Test
    void queryHashFollowsTheQueryAlone() throws IOException {
        write("sync-members", "select email from members");
        FlowDefinition before = load("sync-members");
        write("sync-members", "select email from other");
        FlowDefinition after = load("sync-members");
        assertThat(after.queryHash()).isNotEqualTo(before.queryHash());
        assertThat(after.mappingHash()).isEqualTo(before.mappingHash());
    }

    @Test
    void namesTheNearestFlow() throws IOException {
        write("sync-members", "select 1");
        assertThatThrownBy(() -> load("sync-member"))
                .isInstanceOf(RaiException.class)
                .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.FLOW_UNKNOWN))
                .hasMessageContaining("Did you mean sync-members? Known: sync-members.");
    }
}
