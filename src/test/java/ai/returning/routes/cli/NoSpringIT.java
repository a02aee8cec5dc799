package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only look into files start without Spring and Camel, and so at once. */
class NoSpringIT {

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "help", "run --help", "sync --help", "doctor --help", "snyc"})
    void loadsNeitherSpringNorCamel(String arguments) throws Exception {
        Launched rai = Launched.rai(Path.of(""), List.of("-Xlog:class+load:stdout"), Map.of(), arguments.split(" "));

        assertThat(rai.out()).contains("ai.returning.routes.cli.Rai ");
        assertThat(rai.out().lines())
                .noneMatch(line -> line.contains("] org.springframework.") || line.contains("] org.apache.camel."));
    }

    /** Their checks and stages need Camel. Logback itself loads the one class of Spring Boot's logging. */
    @ParameterizedTest
    @ValueSource(strings = {"lint routes/shared", "test returning-ai-user-get-action"})
    void loadsNoSpringForChecksAndTests(String arguments) throws Exception {
        Launched rai = Launched.rai(Path.of(""), List.of("-Xlog:class+load:stdout"), Map.of(), arguments.split(" "));

        assertThat(rai.exitCode()).isZero();
        assertThat(rai.out().lines())
                .noneMatch(line -> line.matches(".*] org\\.springframework\\.(?!boot\\.logging\\.|core\\.io\\.).*"));
    }
}
