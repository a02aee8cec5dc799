package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./rai operations}. */
class OperationsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsWhatIsKnownOfEachOperation() {
        assertThat(rai("operations")).isZero();

        assertThat(out.toString().lines().findFirst())
                .get()
                .asString()
                .containsPattern("operation +group +evidence +effect +server +path");
        assertThat(out.toString())
                .containsPattern("awardBadge +badges +documented +always +system +POST /badges/\\{badgeId}/award\n");
        assertThat(out.toString().lines().count()).isGreaterThan(25);
    }

    @Test
    void showsOneGroup() {
        assertThat(rai("operations", "--group", "badges")).isZero();
        assertThat(out.toString()).contains("awardBadge").doesNotContain("bulkUpdateUsers");
    }

    @Test
    void namesTheGroupThatWasProbablyMeant() {
        assertThat(rai("operations", "--group", "badge")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("RAI-0010 Group 'badge' is not in the contract. Did you mean badges? Groups: bulk, users");
    }

    @Test
    void tellsMoreInJson() throws Exception {
        assertThat(rai("operations", "--group", "bulk", "--json")).isZero();

        assertThat(out.toString().lines()).hasSize(1);
        JsonNode list = Json.MAPPER.readTree(out.toString());
        assertThat(list.findValuesAsText("operationId")).contains("bulkUpdateUsers", "bulkImportUsers");
        assertThat(list.get(0).path("permission").asText()).isEqualTo("bulkUpdateUser?");
        assertThat(list.findValuesAsText("offByDefault")).contains("true", "false");
    }

    private int rai(String... arguments) {
        CommandLine line = Rai.commandLine(new Rai(() -> Path.of("target/no-service-here")));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
