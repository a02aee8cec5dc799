package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.flowtest.TestFileShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what it is for, says so in the words promised, and leaves a clean twin alone. */
class LintFixturesTest {
    @TempDir
    private Path folder;

    static List<Fixture> fixtures() throws IOException {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsExactlyWhatIsExpected(Fixture fixture) throws IOException {
        String found = lines(fixture.into(folder));
        if (fixture.isBad() && Boolean.getBoolean("fixtures.update")) {
            Files.writeString(fixture.expected(), found);
        }

        assertThat(found)
                .as("%s, to be read before it is taken over by -Dfixtures.update=true", fixture)
                .isEqualTo(fixture.isBad() ? Files.readString(fixture.expected()) : "");
    }

    @Test
    void leavesTheBaseAlone() throws IOException {
        assertThat(lines(Fixture.base(folder))).isEmpty();
    }

    @Test
    void hasABadAndAGoodFixtureForEveryRule() throws IOException {
        Set<RuleName> bad = EnumSet.noneOf(RuleName.class);
        Set<RuleName> good = EnumSet.noneOf(RuleName.class);
        for (Fixture fixture : Fixture.all()) {
            RuleName rule = RuleName.of(fixture.rule()).orElseThrow(() -> new AssertionError(fixture + " is no rule"));
            if (!fixture.isBad()) {
                good.add(rule);
            } else if (Files.readString(fixture.expected()).contains(" " + rule + " ")) {
                bad.add(rule);
            }
        }

        assertThat(bad).containsAll(required());
        assertThat(good).containsAll(required());
    }

    private static Set<RuleName> required() {
        return EnumSet.allOf(RuleName.class);
    }

    private static String lines(Path project) {
        return new Linter(project)
                        .shapes(Map.of(FileKind.TEST, TestFileShape.shape()))
                        .at(Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC))
                        .check(List.of())
                        .findings()
                        .stream()
                        .map(finding -> finding.text() + "\n")
                        .collect(Collectors.joining());
    }
}
