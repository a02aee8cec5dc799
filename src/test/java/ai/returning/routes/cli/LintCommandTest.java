package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {
    private static final String BAD =
            "- route:\n    id: wave-once\n    from:\n      uri: direct:wave-once\n      steps: []\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void endsWithZeroWhereNothingIsWrong() {
        assertThat(rai("lint", "routes/shared")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).matches("1 file, 0 findings, 0 waived in \\d+\\.\\d s\\R");
    }

    @Test
    void endsWithOneAndALineForEachFinding() throws IOException {
        Path file = Files.writeString(folder.resolve("wave-once.camel.yaml"), BAD);

        assertThat(rai("lint", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(":3:5 missing-id step 'from' has no id → id: receive-from-wave-once\n");
        assertThat(err.toString()).matches("(?s)1 file, \\d+ findings \\(\\d by --fix\\), 0 waived in .*");
    }

    @Test
    void mendsAndTellsWhatItMended() throws IOException {
        Path file = Files.writeString(folder.resolve("wave-once.camel.yaml"), BAD);

        rai("lint", "--fix", file.toString());

        assertThat(err.toString()).startsWith("mended 2 findings in " + file);
        assertThat(Files.readString(file)).contains("      id: receive-from-wave-once\n      uri: direct:wave-once\n");
    }

    @Test
    void writesJsonAlsoWhereNothingIsWrong() throws IOException {
        assertThat(rai("lint", "--format", "json", "routes/shared")).isZero();

        assertThat(Json.MAPPER.readTree(out.toString()).path("findings")).isEmpty();
        assertThat(Json.MAPPER.readTree(out.toString()).path("files").asInt()).isEqualTo(1);
    }

    @Test
    void refusesAFormatNobodyKnows() {
        assertThat(rai("lint", "--format", "xml")).isEqualTo(2);
        assertThat(err.toString()).contains("RAI-0010").contains("--format");
    }

    @Test
    void refusesAPathThatIsNotThere() throws IOException {
        assertThat(rai("lint", folder.resolve("nosuch.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("RAI-0010").contains("nosuch.yaml' is not there");

        Path nowhere = Files.createSymbolicLink(folder.resolve("link.camel.yaml"), Path.of("nosuch"));
        assertThat(rai("lint", nowhere.toString())).isEqualTo(1);
    }

    @Test
    void explainsItselfByExamples() {
        assertThat(rai("lint", "--help")).isZero();
        assertThat(out.toString()).contains("./rai lint routes/sync-customers").contains("Exit codes: 0 clean");
    }

    private int rai(String... arguments) {
        CommandLine line = Rai.commandLine(new Rai(() -> folder));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
