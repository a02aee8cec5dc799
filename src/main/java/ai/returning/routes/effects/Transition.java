package ai.returning.routes.effects;

import org.jspecify.annotations.Nullable;

/**
 * One step of an effect.
 *
 * @param effectId whose
 * @param seq from 1, without gaps
 * @param at milliseconds since 1970
 * @param node the process that wrote it
 * @param why evidence or reason, one sentence
 * @param hash over the hash before it and everything here
 * @param seal number of the seal that covers it; null if none does yet
 */
public record Transition(
        String effectId,
        int seq,
        EffectState from,
        EffectState to,
        int attempt,
        long at,
        String node,
        String why,
        String hash,
        @Nullable Long seal) {

    /** The step that follows a head. */
    static Transition after(
            String head,
            String effectId,
            int seq,
            EffectState from,
            EffectState to,
            int attempt,
            long at,
            String node,
            String why) {
        Transition step = new Transition(effectId, seq, from, to, attempt, at, node, why, "", null);
        String hash = step.expectedHash(head);
        return new Transition(effectId, seq, from, to, attempt, at, node, why, hash, null);
    }

    /** What the hash must be after {@code head}. */
    public String expectedHash(String head) {
        return Hash.of(
                head,
                effectId,
                Integer.toString(seq),
                from.word(),
                to.word(),
                Integer.toString(attempt),
                Long.toString(at),
                node,
                why);
    }
}
