package ai.returning.routes.effects;

import ai.returning.routes.effects.ReadBacks.Look;
import ai.returning.routes.effects.ReadBacks.Sight;
import ai.returning.routes.effects.store.LateLooks;
import ai.returning.routes.effects.store.LateLooks.Late;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on looking for an attempt of which nothing was seen, after another one was granted. If both are shown then, the
 * effect may have happened twice, and a person is told; nothing is sent.
 */
final class LateLook {
    private static final Logger LOG = LoggerFactory.getLogger(LateLook.class);
    private static final int MOST = 100;

    private final Ledger ledger;
    private final ReadBacks readBacks;
    private final LateLooks looks;

    LateLook(Ledger ledger, ReadBacks readBacks) {
        this.ledger = ledger;
        this.readBacks = readBacks;
        this.looks = ledger.effects().lateLooks();
    }

    /** An attempt of the effect counts as not applied from now on. */
    void expect(Effect effect) {
        if (readBacks.countsEach(effect)) {
            looks.expect(effect.id(), ledger.now(), ledger.now() + between());
        }
    }

    /** Looks once at everything whose time has come. */
    void round() {
        looks.due(ledger.tenant(), ledger.now(), MOST).forEach(this::lookOrWarn);
    }

    /** One effect that cannot be looked at does not hold up the others. */
    private void lookOrWarn(Late late) {
        try {
            look(late);
        } catch (RuntimeException e) {
            String id = late.effect().id();
            LOG.warn(
                    "An earlier attempt of effect {} could not be looked for: {}", id.substring(0, 12), e.getMessage());
            looks.later(id, ledger.now() + between());
        }
    }

    private void look(Late late) {
        Effect effect = late.effect();
        boolean over = ledger.now() - late.since() >= ledger.settings().giveUp().toMillis();
        boolean refused = effect.state().isFinal() && effect.state() != EffectState.APPLIED;
        if (refused || !readBacks.countsEach(effect)) {
            looks.done(effect.id());
        } else if (effect.state() != EffectState.APPLIED) {
            // of what is still open the reconciler takes all evidence together
            looks.later(effect.id(), ledger.now() + between());
        } else if (isDouble(effect) || over) {
            looks.done(effect.id());
        } else {
            // the longer ago, the less likely
            looks.later(effect.id(), ledger.now() + Math.max(between(), ledger.now() - late.since()));
        }
    }

    private boolean isDouble(Effect effect) {
        Look look = readBacks.at(effect);
        if (look.sight() != Sight.SEVERAL) {
            return false;
        }
        String why = "an earlier attempt counted as not applied, and now " + look.why();
        LOG.error(
                "Effect {} ({}) may have happened twice: {}. Compare at the tenant: ./rai ledger show {}",
                effect.id().substring(0, 12),
                effect.operation(),
                why,
                effect.id().substring(0, 12));
        ledger.effects().suspectDouble(effect.id(), ledger.now(), why);
        return true;
    }

    private long between() {
        return ledger.settings().betweenLooks().toMillis();
    }
}
