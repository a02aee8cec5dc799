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
        return copy(s, false, s.unverifiedHold(), s.unverifiedResend());
    }

    static SyncSettings noHold(SyncSettings s) {
        return copy(s, s.resendOverwriteAfterLookup(), Duration.ZERO, s.unverifiedResend());
    }

    static SyncSettings resendUnverifiedAtOnce(SyncSettings s) {
        return copy(s, s.resendOverwriteAfterLookup(), s.unverifiedHold(), Duration.ZERO);
    }

    /** Files go in the order of their rows, too. */
    static SyncSettings oneUploadAtATime(SyncSettings s) {
        return uploads(s, 1);
    }

    static SyncSettings uploads(SyncSettings s, int inFlight) {
        return with(s, s.chunkRows(), inFlight, s.jobDeadline());
    }

    static SyncSettings chunkRows(SyncSettings s, int rows) {
        return with(s, rows, s.uploadsInFlight(), s.jobDeadline());
    }

    static SyncSettings shortDeadline(SyncSettings s) {
        return with(s, s.chunkRows(), s.uploadsInFlight(), Duration.ofMillis(500));
    }

    static SyncSettings lookups(SyncSettings s, Duration first, Duration second) {
        return new SyncSettings(
                s.runsFolder(),
                s.owner(),
                s.lease(),
                s.batchRows(),
                s.chunkRows(),
                s.sealers(),
                s.uploadsInFlight(),
                List.of(first, second),
                s.resendOverwriteAfterLookup(),
                s.pollFirst(),
                s.pollMax(),
                s.jobDeadline(),
                s.clockDifference(),
                s.identifyWait(),
                s.unverifiedHold(),
                s.unverifiedResend(),
                s.uploadAttempts(),
                s.retryFirst(),
                s.retryMax(),
                s.brakes(),
                s.keepRuns());
    }

    static SyncSettings runsFolder(SyncSettings s, Path folder) {
        return new SyncSettings(
                folder,
                s.owner(),
                s.lease(),
                s.batchRows(),
                s.chunkRows(),
                s.sealers(),
                s.uploadsInFlight(),
                s.lookups(),
                s.resendOverwriteAfterLookup(),
                s.pollFirst(),
                s.pollMax(),
                s.jobDeadline(),
                s.clockDifference(),
                s.identifyWait(),
                s.unverifiedHold(),
                s.unverifiedResend(),
                s.uploadAttempts(),
                s.retryFirst(),
                s.retryMax(),
                s.brakes(),
                s.keepRuns());
    }

    private static SyncSettings with(SyncSettings s, int chunkRows, int inFlight, Duration deadline) {
        return new SyncSettings(
                s.runsFolder(),
                s.owner(),
                s.lease(),
                s.batchRows(),
                chunkRows,
                inFlight == 1 ? 1 : s.sealers(),
                inFlight,
                s.lookups(),
                s.resendOverwriteAfterLookup(),
                s.pollFirst(),
                s.pollMax(),
                deadline,
                s.clockDifference(),
                s.identifyWait(),
                s.unverifiedHold(),
                s.unverifiedResend(),
                s.uploadAttempts(),
                s.retryFirst(),
                s.retryMax(),
                s.brakes(),
                s.keepRuns());
    }

    private static SyncSettings copy(SyncSettings s, boolean resend, Duration hold, Duration unverifiedResend) {
        return new SyncSettings(
                s.runsFolder(),
                s.owner(),
                s.lease(),
                s.batchRows(),
                s.chunkRows(),
                s.sealers(),
                s.uploadsInFlight(),
                s.lookups(),
                resend,
                s.pollFirst(),
                s.pollMax(),
                s.jobDeadline(),
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
