package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Path PROJECT = Path.of("/opt/rai");

    @Test
    void seesAPathFromTheProjectIfItLiesInThere() {
        assertThat(seen("a.yaml", "/opt/rai/routes/a")).isEqualTo(Path.of("routes/a/a.yaml"));
        assertThat(seen("../b", "/opt/rai/routes/a")).isEqualTo(Path.of("routes/b"));
        assertThat(seen("/opt/rai/config", "/home/anna")).isEqualTo(Path.of("config"));
    }

    @Test
    void keepsAPathThatLiesElsewhere() {
        assertThat(seen("out.yaml", "/home/anna")).isEqualTo(Path.of("/home/anna/out.yaml"));
        assertThat(seen("/tmp/x.csv", "/opt/rai")).isEqualTo(Path.of("/tmp/x.csv"));
    }

    @Test
    void keepsTheSignOfStandardInput() {
        assertThat(Caller.path(Path.of("-"))).isEqualTo(Path.of("-"));
    }

    @Test
    void takesTheNameOfATestFromAPath() {
        assertThat(TestCommand.name("sync-customers")).isEqualTo("sync-customers");
        assertThat(TestCommand.name("routes/sync-customers/")).isEqualTo("sync-customers");
        assertThat(TestCommand.name("routes/a/sync-b.test.yaml")).isEqualTo("sync-b");
        assertThat(TestCommand.name("sync-b.camel.yaml")).isEqualTo("sync-b");
    }

    private static Path seen(String typed, String caller) {
        return Caller.path(Path.of(typed), Path.of(caller), PROJECT);
    }
}
