package ai.returning.routes.service;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The knobs below {@code returning-ai.sync}; {@code config/application.yaml} says what each does. */
public record SyncProperties(
        @Within(least = 1) @DefaultValue("5000") int batchRows,
        @Within @DefaultValue("0") int chunkRows,
        @Within(least = 1) @DefaultValue("2") int sealers,
        @Within(least = 1) @DefaultValue("4") int uploadsInFlight,
        @DefaultValue("20s") Duration lease,
        @DefaultValue({"10s", "60s"}) List<Duration> lookups,
        @DefaultValue("after-lookup") Resend resendOverwrite,
        @DefaultValue("2s") Duration pollFirst,
        @DefaultValue("30s") Duration pollMax,
        @DefaultValue("15m") Duration jobDeadline,
        @DefaultValue("60s") Duration clockDifference,
        @DefaultValue("30s") Duration identifyWait,
        @DefaultValue("1h") Duration unverifiedHold,
        @DefaultValue("7d") Duration unverifiedResend,
        @Within(least = 1) @DefaultValue("8") int uploadAttempts,
        @DefaultValue("1s") Duration retryFirst,
        @DefaultValue("60s") Duration retryMax,
        @DefaultValue BrakeShares brakes) {

    /** Whether a chunk of unknown outcome that only overwrites may be sent once more. */
    public enum Resend {
        AFTER_LOOKUP,
        NEVER
    }

    /** Shares from 0 to 1, and from how many rows on they count. */
    public record BrakeShares(
            @Within(most = 1) @DefaultValue("0.5") double changed,
            @Within(most = 1) @DefaultValue("0.1") double gone,
            @Within(most = 1) @DefaultValue("0.05") double invalid,
            @Within @DefaultValue("100") long fromRows,
            @Within @DefaultValue("1000") long firstRunInvalidFromRows) {}
}
