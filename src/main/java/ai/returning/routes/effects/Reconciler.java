package ai.returning.routes.effects;

import ai.returning.routes.effects.ReadBacks.Look;
import ai.returning.routes.effects.ReadBacks.Sight;
import java.util.List;
import java.util.Optional;

/** Settles what is unclear by looking at the target, with patience; never by sending. */
final class Reconciler {
    private static final int MOST = 200;

    private final Ledger ledger;
    private final ReadBacks readBacks;

    Reconciler(Ledger ledger, ReadBacks readBacks) {
        this.ledger = ledger;
        this.readBacks = readBacks;
    }

    /** Looks once at everything whose time has come; how many were looked at. */
    int round() {
        List<Effect> due = ledger.effects().due(EffectState.AMBIGUOUS, ledger.now(), MOST);
        for (Effect effect : due) {
            settle(effect).ifPresent(move -> ledger.write(move).join());
        }
        return due.size();
    }

    private Optional<Move> settle(Effect effect) {
        Look look = readBacks.at(effect);
        return Optional.of(
                switch (look.sight()) {
                    case FOUND ->
                        ledger.from(effect)
                                .to(EffectState.APPLIED, "read back: " + look.why())
                                .done();
                    case ABSENT, UNSURE -> unseen(effect, look);
                    case UNREADABLE -> patient(effect, look.why(), effect.looks());
                    case NO_WAY ->
                        ledger.from(effect)
                                .to(EffectState.NEEDS_PERSON, look.why())
                                .done();
                });
    }

    /** Only looks after the quiet time count, for an effect may arrive late. */
    private Move unseen(Effect effect, Look look) {
        boolean quiet =
                ledger.now() - unclearSince(effect) >= ledger.settings().quiet().toMillis();
        int looks = quiet ? effect.looks() + 1 : 0;
        if (looks < ledger.settings().looks()) {
            return patient(effect, look.why(), looks);
        }
        if (look.sight() == Sight.UNSURE) {
            return ledger.from(effect)
                    .to(EffectState.NEEDS_PERSON, looks + " looks after the quiet time: " + look.why())
                    .done();
        }
        return ledger.from(effect)
                .to(EffectState.NOT_APPLIED, looks + " looks after the quiet time: " + look.why())
                .nextAttempt()
                .to(EffectState.INTENT, "a new attempt")
                .dueAt(ledger.now())
                .done();
    }

    private static long unclearSince(Effect effect) {
        return effect.sentAt() == null ? effect.admittedAt() : effect.sentAt();
    }

    private Move patient(Effect effect, String why, int looks) {
        if (ledger.now() - unclearSince(effect) >= ledger.settings().giveUp().toMillis()) {
            return ledger.from(effect)
                    .to(EffectState.NEEDS_PERSON, "no evidence in time: " + why)
                    .done();
        }
        return ledger.from(effect)
                .looks(looks)
                .dueAt(ledger.now() + ledger.settings().betweenLooks().toMillis())
                .done();
    }
}
