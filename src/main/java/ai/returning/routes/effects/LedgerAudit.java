package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.effects.store.SealStore.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proves that nothing in the ledger was changed behind its back, while others write to it. */
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
     * @param unsealed transitions that no seal covers
     * @param totals control totals by state and unit
     * @param doubles effects that may have happened twice and that nobody has put away
     */
    public record Report(
            Map<EffectState, Long> counts,
            long transitions,
            List<String> problems,
            String head,
            long unsealed,
            List<ControlTotal> totals,
            long doubles) {
        Report with(List<ControlTotal> sums, long suspected) {
            return new Report(counts, transitions, problems, head, unsealed, sums, suspected);
        }
    }

    /** Reads everything: each effect with its chain from the first to the last transition, then each seal. */
    public Report verify() {
        List<String> problems = new ArrayList<>();
        long transitions = 0;
        List<String> ids = seals.idsAfter("");
        while (!ids.isEmpty()) {
            String last = ids.get(ids.size() - 1);
            Map<String, Effect> rows = effects.find(ids);
            Map<String, List<Transition>> steps = seals.steps(ids.get(0), last);
            for (String id : ids) {
                List<Transition> chain = steps.getOrDefault(id, List.of());
                transitions += chain.size();
                Effect row = rows.get(id);
                if (row == null || problem(row, chain).isPresent()) {
                    again(id).ifPresent(problems::add);
                }
            }
            ids = seals.idsAfter(last);
        }
        String head = checkSeals(problems);
        return new Report(effects.counts(), transitions, List.copyOf(problems), head, seals.unsealed(), List.of(), 0);
    }

    private String checkSeals(List<String> problems) {
        String head = "";
        for (Seal seal : seals.all()) {
            if (!seals.head(head, seal.seal()).equals(seal.head())) {
                problems.add("Seal " + seal.seal() + " does not fit the transitions it covers.");
            }
            head = seal.head();
        }
        return head;
    }

    /** Effect and transitions are read one after the other, and it may move in between: then both are read again. */
    private Optional<String> again(String id) {
        Optional<Effect> before = effects.find(id);
        while (before.isPresent()) {
            List<Transition> steps = effects.steps(id);
            Optional<Effect> after = effects.find(id);
            if (after.map(Effect::version).equals(before.map(Effect::version))) {
                return problem(before.get(), steps);
            }
            before = after;
        }
        return Optional.of("Effect " + id + " is gone.");
    }

    private static Optional<String> problem(Effect effect, List<Transition> steps) {
        if (!effect.isUnchanged()) {
            return Optional.of("Effect " + effect.id() + " has another identity or content than was admitted.");
        }
        String head = effect.seed();
        EffectState state = EffectState.PLANNED;
        int seq = 0;
        for (Transition step : steps) {
            boolean follows = step.seq() == ++seq && step.from() == state && state.mayBecome(step.to());
            if (!follows || !step.hash().equals(step.expectedHash(head))) {
                return Optional.of("Transition " + step.seq() + " of effect " + effect.id()
                        + " does not follow what was before it.");
            }
            state = step.to();
            head = step.hash();
        }
        boolean shown = effect.state() == state && effect.head().equals(head) && effect.version() == seq;
        return shown
                ? Optional.empty()
                : Optional.of("Effect " + effect.id() + " shows another state than its last transition.");
    }
}
