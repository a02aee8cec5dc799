package ai.returning.routes.effects;

import ai.returning.routes.effects.QuarantineItem.Kind;
import ai.returning.routes.effects.store.DeskNotes;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One list over all that needs a person, with the command that goes on with it. Sends nothing by itself. */
public final class QuarantineDesk {
    private final Jdbc jdbc;
    private final QuarantineView view;
    private final VerdictStore verdicts;
    private final EffectStore effects;
    private final DeskNotes notes;
    private final Clock clock;

    public QuarantineDesk(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.view = new QuarantineView(jdbc);
        this.verdicts = new VerdictStore(jdbc);
        this.effects = new EffectStore(jdbc);
        this.notes = new DeskNotes(jdbc);
        this.clock = clock;
    }

    /**
     * One item with all that is known about it.
     *
     * @param place file and line of the rule or step
     * @param sample the event or call, masked; empty if it is not kept
     * @param closeable whether a person may put it away
     * @param closed whether somebody did
     */
    public record File(
            QuarantineItem item,
            String place,
            String sample,
            List<DeskNote> notes,
            boolean closeable,
            boolean closed) {}

    /** How it went with a replay. */
    public enum Replayed {
        /** It will be decided again. */
        ASKED,
        /** It is at its end; nothing happens. */
        FINISHED,
        /** It cannot be replayed; the sentence says what can be done. */
        REFUSED
    }

    /** The answer to one replay. */
    public record Replay(String id, Replayed how, String sentence) {}

    /** What waits, the newest first; each filter may be null. */
    public List<QuarantineItem> list(@Nullable String flow, @Nullable String reason, int limit) {
        List<QuarantineItem> items = new ArrayList<>();
        view.verdicts(flow, reason, limit).forEach(one -> items.add(QuarantineItems.of(one)));
        view.orders(flow, limit).forEach(one -> items.add(QuarantineItems.of(one)));
        view.rejected(flow, limit).forEach(one -> items.add(QuarantineItems.of(one)));
        view.needsPerson(flow, limit).forEach(one -> items.add(QuarantineItems.of(one)));
        view.doubles(flow, limit).forEach(one -> items.add(QuarantineItems.of(one)));
        return items.stream()
                .filter(item -> reason == null || item.reason().equals(reason))
                .sorted(Comparator.comparingLong(QuarantineItem::at).reversed())
                .limit(limit)
                .toList();
    }

    /** How many of each kind there are. */
    public Map<Kind, Long> counts(@Nullable String flow) {
        return view.counts(flow);
    }

    /**
     * One item: an event {@code 17}, an order {@code order-5}, an effect by its id, one that may have happened twice by
     * {@code dup-} and its id.
     *
     * @throws RaiException EFFECT_UNKNOWN
     */
    public File show(String typed) {
        QuarantineId id = QuarantineId.of(typed);
        return switch (id.kind()) {
            case EVENT -> {
                Verdict one = verdict(id);
                boolean waits = one.kind() == Verdict.Kind.PARKED || one.kind() == Verdict.Kind.CONFLICT;
                yield file(QuarantineItems.of(one), one.place(), one.event().orElse(""), noteOf(one), waits);
            }
            case ORDER -> {
                QuarantineView.Order one = view.order(id.number()).orElseThrow(id::unknown);
                yield file(
                        QuarantineItems.of(one),
                        one.parked().place(),
                        one.parked().content(),
                        "o" + one.id(),
                        true);
            }
            case EFFECT -> {
                Effect one = effect(id);
                boolean refused = one.state() == EffectState.REJECTED;
                yield file(QuarantineItems.of(one), one.place(), one.content(), noteOf(one), refused);
            }
            case DOUBLE -> {
                Effect one = effect(id);
                QuarantineView.Alarm alarm = view.alarm(one).orElseThrow(id::unknown);
                yield file(QuarantineItems.of(alarm), one.place(), one.content(), "a" + one.id(), true);
            }
        };
    }

    private File file(QuarantineItem item, String place, String content, String note, boolean closeable) {
        List<DeskNote> about = notes.about(List.of(note));
        boolean closed = about.stream().anyMatch(one -> one.action() == DeskNote.Action.CLOSE);
        String sample = content.isEmpty() ? "" : MaskedSample.of(content);
        return new File(item, place, sample, about, closeable, closed);
    }

    /**
     * Asks that a parked event is decided again. An effect is never sent from here.
     *
     * @param who the person, as the system knows them
     * @throws RaiException EFFECT_UNKNOWN
     */
    public Replay replay(String typed, String who) {
        QuarantineId id = QuarantineId.of(typed);
        return switch (id.kind()) {
            case EVENT -> replay(verdict(id), who);
            case EFFECT -> replay(effect(id));
            case ORDER, DOUBLE -> {
                File file = show(typed);
                yield new Replay(
                        typed,
                        Replayed.REFUSED,
                        file.item().why() + " Go on with: " + file.item().next());
            }
        };
    }

    /** Numbers of the parked events of a flow and a reason that wait for nobody yet; each filter may be null. */
    public List<String> replayable(@Nullable String flow, @Nullable String reason, int limit) {
        return view.verdicts(flow, reason, limit).stream()
                .filter(one -> one.kind() == Verdict.Kind.PARKED && !one.replay())
                .map(one -> Long.toString(one.id()))
                .toList();
    }

    /**
     * Puts an item away that a person has dealt with elsewhere.
     *
     * @param who the person, as the system knows them
     * @throws RaiException EFFECT_UNKNOWN, or EFFECT_CLOSED if it cannot be put away
     */
    public File close(String typed, String who, String reason) {
        File file = show(typed);
        if (!file.closeable() || file.closed()) {
            throw new RaiException(
                    ErrorCode.EFFECT_CLOSED,
                    "'" + typed + "' "
                            + (file.closed() ? "was put away before" : "is nothing that can be put away")
                            + ". Nothing was written.");
        }
        notes.add(new DeskNote(clock.millis(), who, DeskNote.Action.CLOSE, noteOf(QuarantineId.of(typed)), reason));
        return show(typed);
    }

    private Replay replay(Verdict verdict, String who) {
        String id = Long.toString(verdict.id());
        if (verdict.kind() != Verdict.Kind.PARKED) {
            boolean conflict = verdict.kind() == Verdict.Kind.CONFLICT;
            return new Replay(
                    id,
                    conflict ? Replayed.REFUSED : Replayed.FINISHED,
                    conflict
                            ? "The event is known with another content, and that one counts; nothing was done."
                                    + QuarantineItems.CHOICE
                            : "The event is decided (" + verdict.kind().word() + "); nothing is done again.");
        }
        if (notes.isClosed(noteOf(verdict))) {
            return new Replay(id, Replayed.REFUSED, "It was put away. ./rai quarantine show " + id);
        }
        boolean asked = jdbc.inTransaction(tx -> {
            boolean parked = verdicts.askReplay(verdict.id());
            if (parked && !verdict.replay()) {
                notes.add(new DeskNote(clock.millis(), who, DeskNote.Action.REPLAY, noteOf(verdict), ""));
            }
            return parked;
        });
        return asked
                ? new Replay(id, Replayed.ASKED, "Flow " + verdict.flow() + " will decide it again.")
                : new Replay(id, Replayed.FINISHED, "It was decided meanwhile; nothing is done again.");
    }

    private static Replay replay(Effect effect) {
        String id = QuarantineItems.shortId(effect.id());
        String next = EffectAdvice.next(effect);
        return effect.state() == EffectState.APPLIED
                ? new Replay(id, Replayed.FINISHED, "It is applied; nothing is sent.")
                : new Replay(
                        id,
                        Replayed.REFUSED,
                        "It is " + effect.state().word() + "; nothing was done."
                                + (next.isEmpty() ? "" : " Go on with: " + next));
    }

    private String noteOf(QuarantineId id) {
        return switch (id.kind()) {
            case EVENT -> noteOf(verdict(id));
            case ORDER -> "o" + id.number();
            case EFFECT -> noteOf(effect(id));
            case DOUBLE -> "a" + effect(id).id();
        };
    }

    static String noteOf(Verdict verdict) {
        return "v" + verdict.id();
    }

    /** With the version: refused once more, it is a new item. */
    private static String noteOf(Effect effect) {
        return "e" + effect.id() + "@" + effect.version();
    }

    /** Every name under which notes about an effect may stand. */
    static List<String> notesOf(Effect effect) {
        List<String> items = new ArrayList<>(List.of("a" + effect.id()));
        for (long version = 1; version <= effect.version(); version++) {
            items.add("e" + effect.id() + "@" + version);
        }
        return items;
    }

    private Verdict verdict(QuarantineId id) {
        return verdicts.find(id.number()).orElseThrow(id::unknown);
    }

    private Effect effect(QuarantineId id) {
        List<Effect> found = effects.startingWith(id.rest(), 2);
        if (found.size() != 1) {
            throw id.unknown();
        }
        return found.get(0);
    }
}
