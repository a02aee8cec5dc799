package ai.returning.routes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests of all flows and Kamelets of the bundle. */
class FlowTestsIT {
    private final FlowTests tests = new FlowTests(Path.of(""), Clock.systemUTC());

    @TestFactory
    Stream<DynamicTest> proves() {
        return tests.suites(List.of()).stream()
                .flatMap(suite -> suite.cases().stream())
                .map(one -> DynamicTest.dynamicTest(one.file() + " " + one.name(), () -> {
                    CaseResult result = one.run();
                    assertThat(result.passed()).as(result.text()).isTrue();
                }));
    }

    /** Dynamic tests can vanish without a failure; this one cannot. */
    @Test
    void findsEveryRouteAndKameletWithTwoCasesEach() throws IOException {
        List<FlowTestSuite> suites = tests.suites(List.of());

        long subjects;
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            subjects = files.map(Path::toString)
                    .filter(file -> file.endsWith(".kamelet.yaml")
                            || file.endsWith(".camel.yaml") && !file.startsWith("routes/shared"))
                    .count();
        }
        assertThat(subjects).isGreaterThanOrEqualTo(11);
        assertThat(suites).hasSize((int) subjects);
        assertThat(suites).allSatisfy(suite -> assertThat(suite.cases())
                .as(suite.file())
                .hasSizeGreaterThanOrEqualTo(4));
    }
}
