package ai.returning.routes.effects;

import ai.returning.routes.effects.Story.Moment;
import ai.returning.routes.effects.file.EffectFile;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.support.Redaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what happened. Of one millisecond, what was added first comes first. */
final class Moments {
    private static final int KEY = 200;
    private static final int SENTENCE = 1000;
    private static final int ANSWER = 300;

    private final List<Moment> moments = new ArrayList<>();

    void verdict(Verdict one) {
        String rule = one.rule().isEmpty() ? "" : "rule " + one.rule() + ": ";
        String reason = one.reason().isEmpty() ? "" : one.reason() + ": ";
        String replay = one.replay() ? " A replay is asked for." : "";
        moments.add(new Moment(
                one.at(),
                one.kind().word(),
                one.effectId().orElse(""),
                "event " + Redaction.text(one.eventKey(), KEY) + ", " + rule + reason
                        + Redaction.text(one.why(), SENTENCE) + replay,
                one.place(),
                ""));
    }

    /** The first transition of one that was held back is a person's. */
    void held(Effect effect, List<Transition> steps) {
        if (steps.isEmpty() || !steps.get(0).why().equals(Ledger.wantedBy(effect.place()))) {
            moments.add(new Moment(
                    effect.admittedAt(),
                    EffectState.PLANNED.word(),
                    effect.id(),
                    steps.isEmpty() ? "waits for approval: " + reason(effect) : "held back until a person approved it",
                    effect.place(),
                    ""));
        }
    }

    void step(Effect effect, Transition step) {
        moments.add(new Moment(
                step.at(), step.to().word(), effect.id(), Redaction.text(step.why(), SENTENCE), "", step.node()));
    }

    void answer(Effect effect) {
        String answer = effect.answer();
        if (answer != null && !answer.isBlank()) {
            moments.add(new Moment(
                    effect.changedAt(),
                    "answer",
                    effect.id(),
                    "the last answer of the API: " + Redaction.text(answer, ANSWER),
                    "",
                    ""));
        }
    }

    void file(Effect effect, Effect.Carrier carrier, EffectFile file) {
        String name = "row " + (carrier.row() + 1) + " of " + file.rows() + " in " + file.name();
        Long sent = file.sentAt();
        moments.add(new Moment(
                sent == null ? effect.changedAt() : sent,
                "file",
                effect.id(),
                name + (sent == null ? ", not sent yet" : ", sent"),
                "",
                ""));
        Long ended = file.endedAt();
        if (sent != null && !file.jobId().isEmpty()) {
            moments.add(new Moment(
                    ended == null ? sent : ended,
                    "job",
                    effect.id(),
                    "job " + file.jobId() + ": the file is " + file.state().word()
                            + (file.note().isEmpty() ? "" : "; " + Redaction.text(file.note(), SENTENCE)),
                    "",
                    ""));
        }
    }

    void conflict(QuarantineView.Order order) {
        moments.add(new Moment(
                order.parked().at(),
                order.parked().reason(),
                order.parked().effectId(),
                Redaction.text(order.parked().sentence(), SENTENCE) + " ./rai quarantine show "
                        + QuarantineId.ofOrder(order.id()),
                order.parked().place(),
                ""));
    }

    void alarm(QuarantineView.Alarm alarm) {
        moments.add(new Moment(
                alarm.at(),
                "alarm",
                alarm.effect().id(),
                "it may have happened twice: " + Redaction.text(alarm.why(), SENTENCE),
                "",
                ""));
    }

    void note(DeskNote note, String effectId, String about) {
        String reason = note.reason().isEmpty() ? "" : ": " + Redaction.text(note.reason(), SENTENCE);
        String done = note.action() == DeskNote.Action.REPLAY ? " is to be decided again" : " is put away";
        moments.add(new Moment(note.at(), note.action().word(), effectId, about + done + reason, "", note.who()));
    }

    /** Only what came after the first thing that is told. */
    void switched(String flow, DeskNote note) {
        if (moments.stream().anyMatch(moment -> moment.at() <= note.at())) {
            String how = note.action() == DeskNote.Action.STOP ? " is stopped: " : " goes on";
            moments.add(new Moment(
                    note.at(),
                    note.action().word(),
                    "",
                    "flow " + flow + how + Redaction.text(note.reason(), SENTENCE),
                    "",
                    note.who()));
        }
    }

    List<Moment> inOrder() {
        return moments.stream().sorted(Comparator.comparingLong(Moment::at)).toList();
    }

    private static String reason(Effect effect) {
        String why = effect.reason();
        return why == null ? "" : Redaction.text(why, SENTENCE);
    }
}
