package ai.returning.routes.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Changes of single settings, for tests. */
final class Tuning {
    private Tuning() {}

    static SyncSettings quick(SyncSettings s) {
        return new SyncSettings(
                s.runsFolder(),
                s.owner(),
                Duration.ofMillis(800),
                50,
                100,
                s.sealers(),
                s.uploadsInFlight(),
                List.of(Duration.ofMillis(50), Duration.ofMillis(150)),
                true,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                s.clockDifference(),
                Duration.ofMillis(400),
                s.unverifiedHold(),
                s.unverifiedResend(),
                4,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                s.brakes(),
                s.keepRuns());
    }

    static SyncSettings neverResend(SyncSettings s) {
        return edit(s).resend(false).done();
    }

    static SyncSettings noHold(SyncSettings s) {
        return edit(s).hold(Duration.ZERO).done();
    }

    static SyncSettings resendUnverifiedAtOnce(SyncSettings s) {
        return edit(s).unverifiedResend(Duration.ZERO).done();
    }

    /** Files go in the order of their rows, too. */
    static SyncSettings oneUploadAtATime(SyncSettings s) {
        return uploads(s, 1);
    }

    static SyncSettings uploads(SyncSettings s, int inFlight) {
        return edit(s).inFlight(inFlight).done();
    }

    static SyncSettings chunkRows(SyncSettings s, int rows) {
        return edit(s).chunkRows(rows).done();
    }

    static SyncSettings shortDeadline(SyncSettings s) {
        return edit(s).deadline(Duration.ofMillis(500)).done();
    }

    static SyncSettings lookups(SyncSettings s, Duration first, Duration second) {
        return edit(s).lookups(List.of(first, second)).done();
    }

    static SyncSettings runsFolder(SyncSettings s, Path folder) {
        return edit(s).folder(folder).done();
    }

    private static Edit edit(SyncSettings s) {
        return new Edit(s);
    }

    /** The settings a test may change; the others stay. */
    private static final class Edit {
        private final SyncSettings s;
        private Path folder;
        private int chunkRows;
        private int inFlight;
        private List<Duration> lookups;
        private boolean resend;
        private Duration deadline;
        private Duration hold;
        private Duration unverifiedResend;

        Edit(SyncSettings s) {
            this.s = s;
            folder = s.runsFolder();
            chunkRows = s.chunkRows();
            inFlight = s.uploadsInFlight();
            lookups = s.lookups();
            resend = s.resendOverwriteAfterLookup();
            deadline = s.jobDeadline();
            hold = s.unverifiedHold();
            unverifiedResend = s.unverifiedResend();
        }

        Edit folder(Path value) {
            folder = value;
            return this;
        }

        Edit chunkRows(int value) {
            chunkRows = value;
            return this;
        }

        Edit inFlight(int value) {
            inFlight = value;
            return this;
        }

        Edit lookups(List<Duration> value) {
            lookups = value;
            return this;
        }

        Edit resend(boolean value) {
            resend = value;
            return this;
        }

        Edit deadline(Duration value) {
            deadline = value;
            return this;
        }

        Edit hold(Duration value) {
            hold = value;
            return this;
        }

        Edit unverifiedResend(Duration value) {
            unverifiedResend = value;
            return this;
        }

        SyncSettings done() {
            return new SyncSettings(
                    folder,
                    s.owner(),
                    s.lease(),
                    s.batchRows(),
                    chunkRows,
                    inFlight == 1 ? 1 : s.sealers(),
                    inFlight,
                    lookups,
                    resend,
                    s.pollFirst(),
                    s.pollMax(),
                    deadline,
                    s.clockDifference(),
                    s.identifyWait(),
                    hold,
                    unverifiedResend,
                    s.uploadAttempts(),
                    s.retryFirst(),
                    s.retryMax(),
                    s.brakes(),
                    s.keepRuns());
        }
    }
}
