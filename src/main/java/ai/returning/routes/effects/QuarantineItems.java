package ai.returning.routes.effects;

import ai.returning.routes.effects.QuarantineItem.Kind;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.support.Redaction;
import org.jspecify.annotations.Nullable;

/** Puts what needs a person into one form. */
final class QuarantineItems {
    private static final int KEY = 200;
    private static final int SENTENCE = 1000;

    /** A key stands for one content for ever, so another content is another event. */
    static final String CHOICE = " If the new content shall happen as well, let the source give it under a new key;"
            + " in any case close this item with what was decided.";

    private QuarantineItems() {}

    private static String close(String id) {
        return "./rai quarantine close " + id + " --reason \"...\"";
    }

    static QuarantineItem of(Verdict verdict) {
        String id = Long.toString(verdict.id());
        boolean parked = verdict.kind() == Verdict.Kind.PARKED;
        String next = parked ? "./rai quarantine replay " + id : close(id);
        return new QuarantineItem(
                id,
                Kind.EVENT,
                verdict.flow(),
                verdict.reason().isEmpty() ? verdict.kind().word() : verdict.reason(),
                Redaction.text(verdict.eventKey(), KEY),
                Redaction.text(verdict.why(), SENTENCE)
                        + (verdict.replay() ? " A replay is asked for." : "")
                        + (verdict.kind() == Verdict.Kind.CONFLICT ? CHOICE : ""),
                verdict.at(),
                next);
    }

    static QuarantineItem of(QuarantineView.Order order) {
        String id = QuarantineId.ofOrder(order.id());
        return new QuarantineItem(
                id,
                Kind.ORDER,
                order.parked().flow(),
                order.parked().reason(),
                order.parked().effect() + " " + shortId(order.parked().effectId()),
                Redaction.text(order.parked().sentence(), SENTENCE) + CHOICE,
                order.parked().at(),
                close(id));
    }

    static QuarantineItem of(Effect effect) {
        return new QuarantineItem(
                shortId(effect.id()),
                effect.state() == EffectState.NEEDS_PERSON ? Kind.NEEDS_PERSON : Kind.REJECTED,
                effect.flow(),
                effect.state().word(),
                effect.effect() + " " + effect.shownKey(),
                text(effect.reason()),
                effect.changedAt(),
                EffectAdvice.next(effect));
    }

    static QuarantineItem of(QuarantineView.Alarm alarm) {
        Effect effect = alarm.effect();
        return new QuarantineItem(
                QuarantineId.ofDouble(shortId(effect.id())),
                Kind.DOUBLE,
                effect.flow(),
                "double-suspected",
                effect.effect() + " " + effect.shownKey(),
                text(alarm.why()),
                alarm.at(),
                "./rai explain effect " + shortId(effect.id()));
    }

    static String shortId(String effectId) {
        return effectId.substring(0, Math.min(12, effectId.length()));
    }

    private static String text(@Nullable String reason) {
        return reason == null ? "" : Redaction.text(reason, SENTENCE);
    }
}
