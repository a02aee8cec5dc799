package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.lint.dsl.DslSchema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we ship is the measure of good style. */
class ShippedFilesTest {
    private final Linter linter = new Linter(Path.of(""));

    @Test
    void lintsCleanWithReadmeAndDocs() {
        LintReport report = linter.check(List.of());

        assertThat(report.findings()).extracting(Finding::text).isEmpty();
        assertThat(report.files()).isGreaterThan(20);
    }

    @Test
    void stopsNoStart() {
        assertThat(linter.checkAtStart().findings()).isEmpty();
    }

    @Test
    void knowsWhatMayStandAtTheTopOfAFile() {
        assertThat(RouteReader.TOPS).isEqualTo(DslSchema.get().tops());
    }
}
