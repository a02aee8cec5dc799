package ai.returning.routes.service;

import ai.returning.routes.effects.LedgerSettings;
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
        @DefaultValue("3m") Duration lease,
        @DefaultValue("15m") Duration quiet,
        @DefaultValue("5m") Duration betweenLooks,
        @Within(least = 1) @DefaultValue("2") int looks,
        @DefaultValue("1m") Duration hold,
        @DefaultValue("1s") Duration firstBackoff,
        @DefaultValue("5m") Duration longestBackoff,
        @DefaultValue("7d") Duration giveUp) {

    LedgerSettings settings() {
        return new LedgerSettings(lease, quiet, betweenLooks, looks, hold, firstBackoff, longestBackoff, giveUp);
    }
}
