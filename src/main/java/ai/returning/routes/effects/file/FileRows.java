package ai.returning.routes.effects.file;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.Move;
import ai.returning.routes.effects.Steps;
import ai.returning.routes.effects.store.EffectStore.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the effects of a file, many in one transaction, as long as the file stands as it was read. Whoever repeats it after
 * a crash finds less to do.
 */
final class FileRows {
    private static final Logger LOG = LoggerFactory.getLogger(FileRows.class);
    private static final int AT_ONCE = 1000;
    private static final Set<EffectState> UNDER_WAY = Set.of(EffectState.SENDING, EffectState.AMBIGUOUS);

    private final Ledger ledger;

    FileRows(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Those that stand as they were admitted; a row that was changed in the database is refused, not sent. */
    List<Effect> unchanged(List<Effect> intents) {
        List<Move> refusals = intents.stream()
                .filter(effect -> !effect.isUnchanged())
                .map(effect -> ledger.from(effect)
                        .to(EffectState.REJECTED, "it was changed in the database after it was admitted")
                        .done())
                .toList();
        if (refusals.isEmpty()) {
            return intents;
        }
        ledger.effects().write(refusals);
        return intents.stream().filter(Effect::isUnchanged).toList();
    }

    /** Claims effects for a file; those that are ours then, in their order. */
    List<Effect> claim(EffectFile file, List<Effect> wanted) {
        List<Effect> ours = new ArrayList<>();
        int row = 0;
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<Move> claims = new ArrayList<>();
            for (Effect intent : wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()))) {
                claims.add(ledger.from(intent)
                        .carriedBy(new Effect.Carrier(file.id(), row++))
                        .to(EffectState.SENDING, "attempt " + intent.attempt() + " in file " + file.name())
                        .sentNow()
                        .heldBy(ledger.node(), ledger.settings().lease().toMillis())
                        .done());
            }
            List<Written> written = ledger.effects().write(claims);
            for (int i = 0; i < claims.size(); i++) {
                if (written.get(i) == Written.DONE) {
                    ours.add(claims.get(i).after());
                }
            }
        }
        if (ours.size() < wanted.size() && !ours.isEmpty()) {
            ledger.effects().number(file.id(), ours);
        }
        return ours;
    }

    /** Nothing of the file left this host, or it was refused as a whole. */
    void giveBack(EffectFile file) {
        move(
                file,
                effect -> effect.state() == EffectState.SENDING
                        ? Optional.of(ledger.from(effect)
                                .to(EffectState.INTENT, file.note())
                                .nextAttempt()
                                .dueAt(file.dueAt())
                                .done())
                        : Optional.empty());
    }

    /** What is under way becomes unclear, and what would go again waits; looked at by file, not one by one. */
    void unclear(EffectFile file, String why) {
        move(
                file,
                effect -> effect.state() == EffectState.SENDING || effect.state() == EffectState.INTENT
                        ? Optional.of(ledger.from(effect)
                                .to(EffectState.AMBIGUOUS, why)
                                .looks(0)
                                .done())
                        : Optional.empty());
    }

    /** The job list proved that the file was never taken. */
    void goAgain(EffectFile file) {
        move(
                file,
                effect -> !UNDER_WAY.contains(effect.state())
                        ? Optional.empty()
                        : Optional.of(ambiguous(effect, file.note())
                                .to(EffectState.NOT_APPLIED, file.note())
                                .nextAttempt()
                                .to(EffectState.INTENT, "a new attempt")
                                .dueAt(ledger.now())
                                .done()));
    }

    void askPerson(EffectFile file) {
        move(
                file,
                effect -> !UNDER_WAY.contains(effect.state())
                        ? Optional.empty()
                        : Optional.of(ambiguous(effect, file.note())
                                .to(EffectState.NEEDS_PERSON, file.note())
                                .done()));
    }

    private Steps ambiguous(Effect effect, String why) {
        Steps steps = ledger.from(effect);
        return effect.state() == EffectState.SENDING ? steps.to(EffectState.AMBIGUOUS, why) : steps;
    }

    /**
     * Files what the job says about each row.
     *
     * @param outcome the reason of a refusal by effect; empty if it was applied
     */
    void settle(EffectFile file, String evidence, Function<Effect, Optional<String>> outcome) {
        move(file, effect -> {
            Optional<String> refusal = outcome.apply(effect);
            EffectState end = refusal.isPresent() ? EffectState.REJECTED : EffectState.APPLIED;
            return switch (effect.state()) {
                case SENDING ->
                    Optional.of(ledger.from(effect)
                            .to(EffectState.ACCEPTED, evidence)
                            .to(end, refusal.orElse(evidence))
                            .done());
                case AMBIGUOUS, NEEDS_PERSON ->
                    Optional.of(ledger.from(effect)
                            .to(end, refusal.orElse(evidence))
                            .done());
                default -> Optional.empty();
            };
        });
    }

    private void move(EffectFile file, Function<Effect, Optional<Move>> next) {
        List<Effect> rows = ledger.effects().inFile(file.id());
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Move> moves = rows.subList(from, Math.min(from + AT_ONCE, rows.size())).stream()
                    .flatMap(effect -> next.apply(effect).stream())
                    .toList();
            if (!moves.isEmpty() && !ledger.effects().write(moves, file)) {
                LOG.debug("File {} was written by somebody else, who goes on with its effects", file.name());
                return;
            }
        }
    }
}
