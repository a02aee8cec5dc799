package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore.Written;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of an attempt that somebody took for lost meanwhile. What it says is still evidence. */
final class LateAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(LateAnswer.class);
    private static final int TRIES = 5;

    private final Ledger ledger;

    LateAnswer(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Files what the answer proves.
     *
     * @param ours the move that came too late
     * @return the effect as it stands then
     */
    Effect settle(Move ours) {
        Effect now = ours.before();
        for (int i = 0; i < TRIES; i++) {
            now = ledger.effects().find(ours.before().id()).orElse(now);
            Optional<Move> late = move(now, ours);
            if (late.isEmpty() || !isOfTheLedger(ours.before())) {
                return now;
            }
            if (ledger.write(late.get()).join() == Written.DONE) {
                return late.get().after();
            }
        }
        return now;
    }

    /** A claim of which nobody knows whether it was committed proves nothing about the one that was. */
    private boolean isOfTheLedger(Effect claimed) {
        return ledger.effects().steps(claimed.id()).stream()
                .anyMatch(step -> step.hash().equals(claimed.head()));
    }

    private Optional<Move> move(Effect now, Move ours) {
        EffectState end = ours.after().state();
        boolean sameAttempt = now.attempt() == ours.before().attempt();
        boolean open = now.state() == EffectState.AMBIGUOUS || now.state() == EffectState.NEEDS_PERSON;
        if (sameAttempt && open && end.isFinal()) {
            return Optional.of(late(now, ours.after()));
        }
        if (sameAttempt && open && end == EffectState.INTENT) {
            return Optional.of(nothingLeft(now, ours.after()));
        }
        if (sameAttempt && now.state() == EffectState.AMBIGUOUS && end == EffectState.AMBIGUOUS) {
            return Optional.of(stillUnclear(now, ours.after()));
        }
        if (now.state() == EffectState.REJECTED && end == EffectState.APPLIED) {
            return Optional.of(once(now, ours.after(), "was refused, so it happened once"));
        }
        return !sameAttempt && end == EffectState.APPLIED ? applied(now, ours.after()) : Optional.empty();
    }

    private Move nothingLeft(Effect now, Effect ours) {
        return ledger.from(now)
                .to(EffectState.NOT_APPLIED, "a late word: " + ours.reason())
                .nextAttempt()
                .to(EffectState.INTENT, "a new attempt")
                .dueAt(ours.dueAt())
                .done();
    }

    /** From here on nothing of it leaves this process any more, so that those who look may begin to count. */
    private Move stillUnclear(Effect now, Effect ours) {
        return ledger.from(now)
                .to(EffectState.AMBIGUOUS, "a late word: " + ours.reason())
                .looks(0)
                .dueAt(ours.dueAt())
                .done();
    }

    /** It happened after all, and another attempt was granted on evidence that it had not. */
    private Optional<Move> applied(Effect now, Effect ours) {
        if (now.state() == EffectState.INTENT) {
            return Optional.of(once(now, ours, "is not sent"));
        }
        LOG.error(
                "Effect {} ({}) may have happened twice: attempt {} was answered after attempt {} had begun. Compare at"
                        + " the tenant: ./rai ledger show {}",
                now.id().substring(0, 12),
                now.operation(),
                ours.attempt(),
                now.attempt(),
                now.id().substring(0, 12));
        ledger.effects()
                .suspectDouble(
                        now.id(),
                        ledger.now(),
                        "attempt " + ours.attempt() + " was answered after attempt " + now.attempt() + " had begun");
        return Optional.empty();
    }

    private Move once(Effect now, Effect ours, String newest) {
        LOG.warn(
                "Effect {} ({}) happened in attempt {} after all; attempt {} {}",
                now.id().substring(0, 12),
                now.operation(),
                ours.attempt(),
                now.attempt(),
                newest);
        return late(now, ours);
    }

    private Move late(Effect now, Effect ours) {
        return ledger.from(now)
                .to(ours.state(), "a late answer: " + ours.reason())
                .answer(ours.answer())
                .done();
    }
}
