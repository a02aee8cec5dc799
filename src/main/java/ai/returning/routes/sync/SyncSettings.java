package ai.returning.routes.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The knobs of the sync engine; defaults and meaning stand in {@code config/application.yaml}. */
public record SyncSettings(
        /** Run folders with sealed files live below it. */
        Path runsFolder,
        /** Names this process in leases. */
        String owner,
        Duration lease,
        int batchRows,
        /** Rows of a chunk; 0 takes the limit of the contract. */
        int chunkRows,
        /** Threads that seal files. */
        int sealers,
        /** Uploads at the same time once the tenant shows its jobs. */
        int uploadsInFlight,
        /** When the job list is looked at after an upload broke, counted from the failure. */
        List<Duration> lookups,
        boolean resendOverwriteAfterLookup,
        Duration pollFirst,
        Duration pollMax,
        Duration jobDeadline,
        Duration clockDifference,
        /** How long the job of the probe is looked for. */
        Duration identifyWait,
        /** How long rows of unknown outcome rest before their current value is sent. */
        Duration unverifiedHold,
        /** After how long accepted rows without a visible job are sent again. */
        Duration unverifiedResend,
        /** Attempts of one chunk at a 429 or a closed door. */
        int uploadAttempts,
        Duration retryFirst,
        Duration retryMax,
        Brakes.Limits brakes,
        Duration keepRuns) {

    /** The defaults of the product. */
    public static SyncSettings defaults(Path runsFolder, String owner) {
        return new SyncSettings(
                runsFolder,
                owner,
                Duration.ofSeconds(20),
                5000,
                0,
                2,
                4,
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)),
                true,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofDays(7),
                8,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Brakes.Limits.DEFAULTS,
                Duration.ofDays(14));
    }
}
