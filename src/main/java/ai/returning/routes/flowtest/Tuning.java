package ai.returning.routes.flowtest;

import ai.returning.routes.sync.Brakes;
import ai.returning.routes.sync.SyncSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The knobs of the sync engine for a case: decisions as configured, waits short unless the case sets them. */
final class Tuning {
    private static final String SYNC = "returning-ai.sync.";

    private final TestSettings settings;

    Tuning(TestSettings settings) {
        this.settings = settings;
    }

    SyncSettings of(Path runsFolder) {
        return new SyncSettings(
                runsFolder,
                "flow tests",
                wait("lease", 800),
                settings.integer(SYNC + "batch-rows"),
                settings.integer(SYNC + "chunk-rows"),
                settings.integer(SYNC + "sealers"),
                // one at a time, so that uploads come in the order of the rows
                settings.isOwn(SYNC + "uploads-in-flight") ? settings.integer(SYNC + "uploads-in-flight") : 1,
                List.of(Duration.ofMillis(20), Duration.ofMillis(60)),
                !settings.text(SYNC + "resend-overwrite").equals("never"),
                wait("poll-first", 5),
                wait("poll-max", 40),
                wait("job-deadline", 1_000),
                settings.duration(SYNC + "clock-difference"),
                wait("identify-wait", 100),
                settings.duration(SYNC + "unverified-hold"),
                settings.duration(SYNC + "unverified-resend"),
                settings.integer(SYNC + "upload-attempts"),
                wait("retry-first", 5),
                wait("retry-max", 20),
                new Brakes.Limits(
                        settings.share(SYNC + "brakes.changed"),
                        settings.share(SYNC + "brakes.gone"),
                        settings.share(SYNC + "brakes.invalid"),
                        settings.integer(SYNC + "brakes.from-rows"),
                        settings.integer(SYNC + "brakes.first-run-invalid-from-rows")),
                settings.duration("returning-ai.runs.keep"));
    }

    private Duration wait(String name, long quickMillis) {
        Duration configured = settings.duration(SYNC + name);
        return settings.isOwn(SYNC + name) ? configured : Duration.ofMillis(quickMillis);
    }
}
