package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops a start, and what does not. */
class StartRulesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "undeclared-setting",
                "hidden-scheme",
                "constant-key",
                "unread-queue",
            })
    void startsWithWhatIsAHint(String rule) throws IOException {
        new Fixture(rule, "bad").into(folder);

        assertThat(findings()).isEmpty();
    }

    @Test
    void doesNotStartWithACallThatNobodyTakes() throws IOException {
        new Fixture("nobody-takes", "bad").into(folder);

        assertThat(findings()).singleElement().asString().contains("nobody-takes no route starts from direct:");
    }

    @Test
    void tellsOfWaiversThatCannotBeRead() throws IOException {
        Fixture.base(folder);
        Files.writeString(folder.resolve("config/lint-waivers.yaml"), "- rule: [\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("config/lint-waivers.yaml:")
                .contains("not-yaml");
    }

    @Test
    void tellsOfAWaiverThatIsIncomplete() throws IOException {
        Fixture.base(folder);
        Files.writeString(folder.resolve("config/lint-waivers.yaml"), "- rule: nobody-takes\n  file: routes/*\n");

        assertThat(findings()).isNotEmpty().allMatch(finding -> finding.contains(" bad-waiver "));
    }

    @Test
    void tellsOfSettingsThatAreNoYamlOnce() throws IOException {
        Fixture.base(folder);
        Files.writeString(folder.resolve("config/application.yaml"), "returning-ai: [\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("config/application.yaml:")
                .contains("not-yaml");
    }

    private List<String> findings() {
        Stream<Finding> found = new Linter(folder).checkAtStart().findings().stream();
        return found.map(Finding::text).toList();
    }
}
