package ai.returning.routes.effects;

import org.jspecify.annotations.Nullable;

/**
 * How far an order is.
 *
 * @param effectId identity of the effect
 * @param state where it stands; unless final, the ledger goes on with it by itself
 * @param fresh false if the event was known before
 * @param attempt which attempt it is at
 * @param reason why it stands there
 * @param answer what the API answered, clipped; null if nothing or not yet
 */
public record EffectOutcome(
        String effectId,
        EffectState state,
        boolean fresh,
        int attempt,
        String reason,
        @Nullable String answer) {
    static EffectOutcome of(Effect effect, boolean fresh) {
        return new EffectOutcome(
                effect.id(),
                effect.state(),
                fresh,
                effect.attempt(),
                effect.reason() == null ? "" : effect.reason(),
                effect.answer());
    }
}
