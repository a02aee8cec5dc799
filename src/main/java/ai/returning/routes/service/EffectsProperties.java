package ai.returning.routes.service;

import ai.returning.routes.effects.LedgerRetention;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.file.FileSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ledger of effects; meaning of each key in {@code config/application.yaml}.
 *
 * @param inFlight effects under way at a time
 * @param interval between two looks at what crashes and unclear answers left
 * @param sealEvery between two seals over what is new
 */
public record EffectsProperties(
        @Within(least = 1) @DefaultValue("64") int inFlight,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("1h") Duration sealEvery,
        @DefaultValue("10m") Duration lease,
        @DefaultValue("15m") Duration quiet,
        @DefaultValue("5m") Duration betweenLooks,
        @Within(least = 1) @DefaultValue("2") int looks,
        @Within(least = 1) @DefaultValue("3") int attempts,
        @DefaultValue("1m") Duration hold,
        @DefaultValue("1s") Duration firstBackoff,
        @DefaultValue("5m") Duration longestBackoff,
        @DefaultValue("7d") Duration giveUp,
        @DefaultValue Files files,
        @DefaultValue Keep keep) {

    /** How long what stands beside effects is kept; zero for ever. */
    public record Keep(
            @DefaultValue("90d") Duration verdicts,
            @DefaultValue("90d") Duration caps,
            @DefaultValue("730d") Duration notes,
            @DefaultValue("0s") Duration claims) {
        LedgerRetention.Keep times() {
            return new LedgerRetention.Keep(verdicts, caps, notes, claims);
        }
    }

    /** Effects that go as rows of files. */
    public record Files(
            @Within(least = 0) @DefaultValue("0") int rows,
            @Within(least = 1) @DefaultValue("4") int atATime,
            @DefaultValue("15m") Duration jobDeadline,
            @DefaultValue("60s") Duration clockDifference,
            @DefaultValue("1s") Duration pollFirst,
            @DefaultValue("30s") Duration pollMax) {
        FileSettings in(Path folder, Duration keep) {
            return new FileSettings(folder, rows, atATime, jobDeadline, clockDifference, pollFirst, pollMax, keep);
        }
    }

    /** @param longestCall of the client, from its turn to the last byte of the answer */
    LedgerSettings settings(Duration longestCall) {
        return new LedgerSettings(
                lease, longestCall, quiet, betweenLooks, looks, attempts, hold, firstBackoff, longestBackoff, giveUp);
    }
}
