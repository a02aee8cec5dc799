package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.effects.store.SealStore.Seal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proves that nothing in the ledger was changed behind its back. */
public final class LedgerAudit {
    private final EffectStore effects;
    private final SealStore seals;

    public LedgerAudit(EffectStore effects, SealStore seals) {
        this.effects = effects;
        this.seals = seals;
    }

    /**
     * The outcome of an audit.
     *
     * @param counts effects by state
     * @param transitions looked at
     * @param problems what is wrong, a sentence each; empty if all is well
     * @param head the newest sealed head; empty if nothing was sealed
     */
    public record Report(Map<EffectState, Long> counts, long transitions, List<String> problems, String head) {}

    /** Reads everything: each chain from its first to its last transition, then each seal. */
    public Report verify() {
        Chains chains = new Chains();
        seals.each(chains::next);
        chains.end();
        String head = "";
        for (Seal seal : seals.all()) {
            if (!seals.head(head, seal.seal()).equals(seal.head())) {
                chains.problems.add("Seal " + seal.seal() + " does not fit the transitions it covers.");
            }
            head = seal.head();
        }
        return new Report(effects.counts(), chains.count, List.copyOf(chains.problems), head);
    }

    /** Follows the chains of all effects one after the other. */
    private final class Chains {
        private final List<String> problems = new ArrayList<>();
        private final Map<String, Transition> lasts = new HashMap<>();
        private String id = "";
        private String head = "";
        private EffectState state = EffectState.PLANNED;
        private int seq;
        private long count;

        void next(Transition step) {
            if (!step.effectId().equals(id)) {
                id = step.effectId();
                head = "";
                seq = 0;
                state = EffectState.PLANNED;
            }
            count++;
            boolean follows = step.seq() == seq + 1 && step.from() == state && state.mayBecome(step.to());
            if (!follows || !step.hash().equals(step.expectedHash(head))) {
                problems.add("Transition " + step.seq() + " of effect " + id + " does not follow the one before it.");
            }
            seq = step.seq();
            state = step.to();
            head = step.hash();
            lasts.put(id, step);
            if (lasts.size() >= 1000) {
                end();
            }
        }

        /** The newest transition must be the one the effect shows. */
        void end() {
            Map<String, Effect> found = effects.find(lasts.keySet());
            lasts.forEach((effectId, last) -> {
                Effect effect = found.get(effectId);
                if (effect == null || !effect.head().equals(last.hash()) || effect.state() != last.to()) {
                    problems.add("Effect " + effectId + " shows another state than its last transition.");
                }
            });
            lasts.clear();
        }
    }
}
