package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot be says everything at once, in lines a person can act on. */
class StartErrorsIT {
    @TempDir
    private Path folder;

    @Test
    void listsAllWrongAndMissingSettingsAndEndsWithOne() throws Exception {
        Path settings = Launched.project(folder).resolve("config/application.yaml");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceFirst("attempts: 3", "attempts: three")
                        .replace("burst:", "brust:"));

        Launched run = Launched.rai(folder, List.of(), Map.of("RAI_EMULATOR_PORT", "many"), "run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines())
                .hasSize(5)
                .allMatch(line ->
                        line.matches("RAI-\\d{4} (config/application.yaml:\\d+|environment variable \\w+) .* → .*"))
                .anyMatch(line -> line.contains("retries.attempts: 'three' does not fit"))
                .anyMatch(line -> line.endsWith("'brust' is not known here → burst"))
                .anyMatch(line -> line.contains("CUSTOMERS_DB_URL"))
                .anyMatch(line -> line.contains("RETURNING_AI_API_KEY is not set"))
                .anyMatch(line -> line.contains("RAI_EMULATOR_PORT"));
        assertThat(folder.resolve("data")).as("nothing was opened").doesNotExist();
    }

    @Test
    void listsWhatTheChecksOfFilesFindBesideIt() throws Exception {
        Launched.project(folder);
        Path route = folder.resolve("routes/sync-customers/sync-customers.camel.yaml");
        Files.writeString(
                route, Files.readString(route).replace("returning-ai-sync:settle", "returning-ai-sync:setle"));
        Path kamelet = folder.resolve("routes/kamelets/returning-ai-user-get-action.kamelet.yaml");
        Files.writeString(kamelet, Files.readString(kamelet).replace("getUserData", "getUserDate"));

        Launched run = Launched.rai(folder, List.of(), Map.of("SPRING_PROFILES_ACTIVE", "demo"), "run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("RAI-0013 routes/") && line.contains(" → "));
    }

    @Test
    void stopsASingleRunInTheSameWay() throws Exception {
        Launched.project(folder);

        Launched sync = Launched.rai(folder, List.of(), Map.of(), "sync", "sync-customers");

        assertThat(sync.exitCode()).isEqualTo(1);
        assertThat(sync.err().lines()).hasSize(2).allMatch(line -> line.startsWith("RAI-000"));
    }
}
