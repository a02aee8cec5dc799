package ai.returning.routes.service;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The knobs below {@code returning-ai.sync}; {@code config/application.yaml} says what each does. */
public record SyncProperties(
        @DefaultValue("5000") int batchRows,
        @DefaultValue("0") int chunkRows,
        @DefaultValue("2") int sealers,
        @DefaultValue("4") int uploadsInFlight,
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
        @DefaultValue("8") int uploadAttempts,
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
            @DefaultValue("0.5") double changed,
            @DefaultValue("0.1") double gone,
            @DefaultValue("0.05") double invalid,
            @DefaultValue("100") long fromRows,
            @DefaultValue("1000") long firstRunInvalidFromRows) {}
}
