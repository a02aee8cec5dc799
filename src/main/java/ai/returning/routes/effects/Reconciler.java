package ai.returning.routes.effects;

import ai.returning.routes.effects.ReadBacks.Look;
import ai.returning.routes.effects.ReadBacks.Sight;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what is unclear by looking at the target, with patience; never by sending. */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int MOST = 200;

    private final Ledger ledger;
    private final ReadBacks readBacks;
    private final Predicate<String> underWay;
    private final LateLook lateLook;

    /** @param underWay whether an attempt at an effect of this id has not ended in this process */
    Reconciler(Ledger ledger, ReadBacks readBacks, Predicate<String> underWay) {
        this.ledger = ledger;
        this.readBacks = readBacks;
        this.underWay = underWay;
        this.lateLook = new LateLook(ledger, readBacks);
    }

    /** Looks once at everything whose time has come; how many were looked at. */
    int round() {
        List<Effect> due = ledger.effects().due(ledger.tenant(), EffectState.AMBIGUOUS, ledger.now(), MOST);
        due.forEach(this::settle);
        lateLook.round();
        return due.size();
    }

    /** One effect that cannot be looked at does not hold up the others. */
    private void settle(Effect effect) {
        Move move;
        try {
            move = move(effect);
        } catch (RuntimeException e) {
            refuseIfAway(e);
            String why = "it could not be looked at: " + e.getMessage();
            LOG.warn("Effect {} stays unclear: {}", effect.id().substring(0, 12), why);
            move = patient(effect, UnclearTimes.of(effect, List.of()), why, effect.looks());
        }
        try {
            if (ledger.write(move).join() == Written.DONE) {
                tell(move.after());
            }
        } catch (CompletionException e) {
            refuseIfAway(e.getCause() == null ? e : e.getCause());
            LOG.warn("Effect {} could not be written: {}", effect.id().substring(0, 12), e.getMessage());
            // only what surely fits the row, so that the next round does not begin with it again
            ledger.write(later(effect, effect.looks())).exceptionally(still -> null);
        }
    }

    private static void refuseIfAway(@Nullable Throwable failure) {
        if (failure instanceof RaiException known && known.code() == ErrorCode.STATE_UNAVAILABLE) {
            throw known;
        }
    }

    private static void tell(Effect effect) {
        if (effect.state() == EffectState.NEEDS_PERSON) {
            LOG.warn(
                    "Effect {} ({} of flow {}) needs a person: {}. Look at the tenant, then ./rai ledger decide {}"
                            + " applied|not-applied --reason \"...\"",
                    effect.id().substring(0, 12),
                    effect.operation(),
                    effect.flow(),
                    effect.reason(),
                    effect.id().substring(0, 12));
        }
    }

    private Move move(Effect effect) {
        UnclearTimes times = UnclearTimes.of(effect, ledger.effects().steps(effect.id()));
        if (times.silent().filter(ledger.node()::equals).isPresent() && !underWay.test(effect.id())) {
            return ownWord(effect);
        }
        boolean senderIsThere = times.silent().filter(ledger::isThere).isPresent();
        Look look = readBacks.at(effect);
        return switch (look.sight()) {
            case FOUND ->
                ledger.from(effect)
                        .to(EffectState.APPLIED, "read back: " + look.why())
                        .done();
            case ABSENT, UNSURE, SEVERAL -> unseen(effect, times, look);
            case UNREADABLE -> patient(effect, times, look.why(), effect.looks());
            case NO_WAY ->
                senderIsThere
                        ? patient(effect, times, "the process that sent it is silent, but still there", 0)
                        : person(effect, look.why());
        };
    }

    /** What this process had to say of its call was lost, but the call has ended: others wait to know that. */
    private Move ownWord(Effect effect) {
        return ledger.from(effect)
                .to(EffectState.AMBIGUOUS, "nothing more of it leaves " + ledger.node())
                .looks(0)
                .dueAt(ledger.now())
                .done();
    }

    /** Only looks after the quiet time count, for an effect may arrive late. */
    private Move unseen(Effect effect, UnclearTimes times, Look look) {
        int looks = isQuiet(times) ? effect.looks() + 1 : 0;
        if (looks < ledger.settings().looks()) {
            return patient(effect, times, look.why(), looks);
        }
        if (look.sight() != Sight.ABSENT) {
            return person(effect, looks + " looks after the quiet time: " + look.why());
        }
        if (times.attempts() >= ledger.settings().attempts() || isOver(times)) {
            return person(
                    effect,
                    times.attempts() + " attempts ended without a clear answer (" + effect.reason() + "): "
                            + look.why());
        }
        // before the attempt is granted, so that a crash loses no look
        lateLook.expect(effect);
        return ledger.from(effect)
                .to(EffectState.NOT_APPLIED, looks + " looks after the quiet time: " + look.why())
                .nextAttempt()
                .to(EffectState.INTENT, "a new attempt")
                .dueAt(ledger.now())
                .done();
    }

    /** The quiet time begins when the call is unclear, and not before its process is gone or has told how it ended. */
    private boolean isQuiet(UnclearTimes times) {
        long sign = times.silent().map(ledger::lastSign).orElse(0L);
        return ledger.now() - Math.max(sign, times.last())
                >= ledger.settings().quiet().toMillis();
    }

    private Move patient(Effect effect, UnclearTimes times, String why, int looks) {
        return isOver(times) ? person(effect, "no evidence in time: " + why) : later(effect, looks);
    }

    private boolean isOver(UnclearTimes times) {
        return ledger.now() - times.first() >= ledger.settings().giveUp().toMillis();
    }

    private Move person(Effect effect, String why) {
        return ledger.from(effect).to(EffectState.NEEDS_PERSON, why).done();
    }

    private Move later(Effect effect, int looks) {
        return ledger.from(effect)
                .looks(looks)
                .dueAt(ledger.now() + ledger.settings().betweenLooks().toMillis())
                .done();
    }
}
