package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectOverview;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person does with the ledger: look, verify, decide, ask for another attempt. Sends nothing by itself. */
public final class LedgerDesk {
    private static final int SHORTEST_ID = 6;

    private final EffectStore effects;
    private final ParkedStore parked;
    private final SealStore seals;
    private final EffectFiles files;
    private final EffectOverview overview;
    private final QuarantineView quarantine;
    private final Clock clock;
    private final String node;

    /** @param node names who writes in the transitions, such as {@code person on host} */
    public LedgerDesk(Jdbc jdbc, Clock clock, String node) {
        this.effects = new EffectStore(jdbc);
        this.parked = new ParkedStore(jdbc);
        this.seals = new SealStore(jdbc);
        this.files = new EffectFiles(jdbc, "");
        this.overview = new EffectOverview(jdbc);
        this.quarantine = new QuarantineView(jdbc);
        this.clock = clock;
        this.node = node;
    }

    /** An effect with its transitions, oldest first. */
    public record File(Effect effect, List<Transition> steps) {}

    /** @param overtaken newer effects of the same fence that happened before this one */
    public record Retry(Effect effect, int overtaken) {}

    /** The newest first; each filter may be null. */
    public List<Effect> list(@Nullable String flow, @Nullable EffectState state, int limit) {
        return effects.recent(flow, state, limit);
    }

    /** Orders that did not become an effect, the newest first. */
    public List<ParkedStore.Parked> parked(int limit) {
        return parked.recent(limit);
    }

    /**
     * One effect.
     *
     * @param id the identity or its first characters, at least six
     * @throws RaiException EFFECT_UNKNOWN
     */
    public File show(String id) {
        Effect effect = require(id);
        return new File(effect, effects.steps(effect.id()));
    }

    /** Seals what is not sealed yet, then checks everything. */
    public LedgerAudit.Report verify() {
        LedgerAudit audit = new LedgerAudit(effects, seals);
        LedgerAudit.Report report = audit.verify();
        // what does not fit must not get a seal
        boolean sealed =
                report.problems().isEmpty() && !seals.sealAll(clock.millis()).isEmpty();
        long doubles = quarantine.count(QuarantineItem.Kind.DOUBLE, null);
        return (sealed ? audit.verify() : report).with(overview.totals(), doubles);
    }

    /**
     * Records what a person found out about an effect that waits for one.
     *
     * @param happened false: it goes out once more
     * @param who the person, and why
     * @throws RaiException EFFECT_CLOSED if it does not wait for a person
     */
    public Effect decide(String id, boolean happened, String who) {
        Effect effect = require(id);
        if (effect.state() != EffectState.NEEDS_PERSON) {
            throw closed(effect, "waits for no decision");
        }
        String why = "decided: " + who;
        Steps steps = new Steps(effect, node, clock.millis());
        if (happened) {
            return write(steps.to(EffectState.APPLIED, why).done());
        }
        Effect again = write(steps.to(EffectState.NOT_APPLIED, why)
                .nextAttempt()
                .to(EffectState.INTENT, "a new attempt")
                .dueAt(clock.millis())
                .done());
        if (again.lane() == Lane.CALL) {
            // what a person did not see may show up late; files look for their jobs themselves
            effects.lateLooks().expect(again.id(), clock.millis(), clock.millis());
        }
        return again;
    }

    /**
     * The same for all effects of a file that wait for a person.
     *
     * @return how many were decided
     * @throws RaiException EFFECT_UNKNOWN if no file has this name, EFFECT_CLOSED if none of its effects waits
     */
    public int decideFile(String name, boolean happened, String who) {
        List<Effect> carried =
                files.named(name).map(file -> effects.inFile(file.id())).orElse(List.of());
        List<Effect> waiting = carried.stream()
                .filter(effect -> effect.state() == EffectState.NEEDS_PERSON)
                .toList();
        if (waiting.isEmpty()) {
            throw new RaiException(
                    carried.isEmpty() ? ErrorCode.EFFECT_UNKNOWN : ErrorCode.EFFECT_CLOSED,
                    "No effect of a file '" + name + "' waits for a decision. Nothing was written.");
        }
        waiting.forEach(effect -> decide(effect.id(), happened, who));
        return waiting.size();
    }

    /**
     * Asks for another attempt of an effect that the API refused. It may come after newer ones of its fence.
     *
     * @return the effect and how many newer ones of its fence have happened already
     * @throws RaiException EFFECT_CLOSED if the API did not refuse it; a person's refusal stands
     */
    public Retry retry(String id, String who) {
        Effect effect = require(id);
        if (effect.state() != EffectState.REJECTED) {
            throw closed(effect, "was not refused");
        }
        if (wasRefusedByAPerson(effect)) {
            throw closed(effect, "was refused by the person who was asked to approve it, and never sent");
        }
        int overtaken = effects.overtaken(effect);
        String late = overtaken == 0 ? "" : "; after " + overtaken + " newer ones of its fence";
        return new Retry(
                write(new Steps(effect, node, clock.millis())
                        .nextAttempt()
                        .to(EffectState.INTENT, "asked for again: " + who + late)
                        .dueAt(clock.millis())
                        .done()),
                overtaken);
    }

    private boolean wasRefusedByAPerson(Effect effect) {
        List<Transition> steps = effects.steps(effect.id());
        return !steps.isEmpty() && steps.get(steps.size() - 1).from() == EffectState.PLANNED;
    }

    /**
     * Lets an effect go that waits for approval. From now on it counts against its caps.
     *
     * @param who the person, and why
     * @throws RaiException EFFECT_CLOSED if it does not wait for approval
     */
    public Effect approve(String id, String who) {
        Effect effect = requirePlanned(id);
        return write(new Steps(effect, node, clock.millis())
                .to(EffectState.INTENT, "approved: " + who + cause(effect))
                .dueAt(clock.millis())
                .done());
    }

    /**
     * Closes an effect that waits for approval; it does not happen.
     *
     * @param who the person, and why
     * @throws RaiException EFFECT_CLOSED if it does not wait for approval
     */
    public Effect refuse(String id, String who) {
        Effect effect = requirePlanned(id);
        return write(new Steps(effect, node, clock.millis())
                .to(EffectState.REJECTED, "refused: " + who + cause(effect))
                .done());
    }

    /** What held it back would be forgotten otherwise: the reason of the new state takes its place. */
    private static String cause(Effect planned) {
        return planned.reason() == null ? "" : "; it waited because: " + planned.reason();
    }

    private Effect requirePlanned(String id) {
        Effect effect = require(id);
        if (effect.state() != EffectState.PLANNED) {
            throw closed(effect, "waits for no approval");
        }
        return effect;
    }

    private Effect write(Move move) {
        Written written = move.before().state() == EffectState.PLANNED
                ? effects.decideHeld(move)
                : effects.write(List.of(move)).get(0);
        if (written != Written.DONE) {
            throw closed(
                    effects.find(move.before().id()).orElse(move.before()), "was changed by somebody else just now");
        }
        return move.after();
    }

    private Effect require(String id) {
        List<Effect> found =
                id.length() < SHORTEST_ID || !id.matches("[0-9a-f]+") ? List.of() : effects.startingWith(id, 2);
        return Optional.of(found)
                .filter(list -> list.size() == 1)
                .map(list -> list.get(0))
                .orElseThrow(() -> new RaiException(
                        ErrorCode.EFFECT_UNKNOWN,
                        found.isEmpty()
                                ? "The ledger has no effect '" + id + "'. An id is hex digits, at least the first "
                                        + SHORTEST_ID + "; ./rai ledger list shows them."
                                : "Several effects begin with '" + id + "'. Write more of the id."));
    }

    private static RaiException closed(Effect effect, String problem) {
        return new RaiException(
                ErrorCode.EFFECT_CLOSED,
                "Effect " + effect.id().substring(0, 12) + " " + problem + ": it is "
                        + effect.state().word() + ". Nothing was written.");
    }
}
