package ai.returning.routes.lint.safety;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.Linter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sync may not do between reading and settling. */
class SyncSafetyTest {
    @TempDir
    private Path folder;

    @Test
    void refusesATryThatMaySwallowAnError() throws IOException {
        assertThat(unsafe("""
                - doTry:
                    id: try-again
                    steps:
                      - log:
                          id: log-batch
                          message: "One"
                    doCatch:
                      - id: catch-all
                        exception:
                          - java.lang.Exception
                        steps:
                          - log:
                              id: log-failure
                              message: "Failed"
                """)).singleElement().asString().contains("doTry");
    }

    @Test
    void refusesAnotherThread() throws IOException {
        assertThat(unsafe("""
                - threads:
                    id: go-elsewhere
                    poolSize: 2
                """)).singleElement().asString().contains("threads");
    }

    @Test
    void refusesAMulticastThatGoesOn() throws IOException {
        String multicast = """
                - multicast:
                    id: tell-both%s
                    steps:
                      - log:
                          id: log-batch
                          message: "One"
                """;

        assertThat(unsafe(multicast.formatted(""))).singleElement().asString().contains("the multicast goes on");
        assertThat(unsafe(multicast.formatted("\n    stopOnException: true"))).isEmpty();
    }

    @Test
    void takesASyncWithoutThem() throws IOException {
        assertThat(unsafe("")).isEmpty();
    }

    /** The findings for a sync with more steps in its split. */
    private List<String> unsafe(String steps) throws IOException {
        Path file =
                Files.createDirectories(folder.resolve("routes/sync-members")).resolve("sync-members.camel.yaml");
        String route =
                Files.readString(Path.of("src/test/resources/lint/base/routes/sync-members/sync-members.camel.yaml"));
        String place = "              # Source columns become user fields";
        assertThat(route).contains(place);
        Files.writeString(file, route.replace(place, steps.indent(14) + place));
        return new Linter(folder)
                .check(List.of()).findings().stream()
                        .filter(finding -> finding.rule().equals("unsafe-sync"))
                        .map(Finding::text)
                        .toList();
    }
}
