package ai.returning.routes.effects;

import ai.returning.routes.effects.store.DeskNotes;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectOverview;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what happened to a user, an effect or an event, and why something did not. Reads only. */
public final class Explainer {
    private static final int MOST = 200;
    private static final int NAME_ROUNDS = 2;

    private final LedgerDesk ledger;
    private final EffectStore effects;
    private final EffectOverview overview;
    private final EffectFiles files;
    private final VerdictStore verdicts;
    private final QuarantineView quarantine;
    private final DeskNotes notes;
    private final FlowSwitches switches;
    private final OtherNames names;

    /** @param names other names of a user */
    public Explainer(Jdbc jdbc, Clock clock, OtherNames names) {
        this.ledger = new LedgerDesk(jdbc, clock, "");
        this.effects = new EffectStore(jdbc);
        this.overview = new EffectOverview(jdbc);
        this.files = new EffectFiles(jdbc, "");
        this.verdicts = new VerdictStore(jdbc);
        this.quarantine = new QuarantineView(jdbc);
        this.notes = new DeskNotes(jdbc);
        this.switches = new FlowSwitches(jdbc);
        this.names = names;
    }

    /**
     * One effect with the rule and the event behind it.
     *
     * @param id the identity or its first characters, at least six
     * @throws RaiException EFFECT_UNKNOWN
     */
    public Story effect(String id) {
        Effect effect = ledger.show(id).effect();
        return story(effect.effect() + " for " + effect.shownKey(), verdicts.ofEffect(effect.id()), List.of(effect));
    }

    /**
     * An event with all that rules said of it and what it led to.
     *
     * @param key of the event, or the business key of a step
     * @throws RaiException EFFECT_UNKNOWN if neither rules nor ledger know it
     */
    public Story event(String key) {
        List<Verdict> said = verdicts.ofEvent(key);
        List<Effect> found = with(said, overview.ofEvent(key, MOST));
        if (said.isEmpty() && found.isEmpty()) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNKNOWN,
                    "No rule has seen an event '" + Redaction.text(key, MOST)
                            + "', and no effect has this business key."
                            + " Look whether the source holds it and its flow runs: ./rai flows list");
        }
        return story("event " + Redaction.text(key, MOST), said, found);
    }

    /** A user by any name; one of whom nothing is known has a story, too. */
    public Story user(String name) {
        Set<String> known = namesOf(name.strip());
        List<Verdict> said = verdicts.about(List.copyOf(known), MOST);
        List<Effect> found = with(said, overview.ofSubject(known, MOST));
        Story story = story("user " + Redaction.person(name.strip()), said, found);
        List<String> remarks = new ArrayList<>(story.remarks());
        if (said.isEmpty()) {
            remarks.add("No rule has seen an event of this user"
                    + (found.isEmpty() ? ", and no route wanted an effect." : ".")
                    + " Look whether the source holds it, how it names the user, and whether the flow runs:"
                    + " ./rai flows list");
        } else if (found.isEmpty() && said.stream().allMatch(one -> one.kind() == Verdict.Kind.NO_MATCH)) {
            remarks.add("Rules saw " + said.size() + " of the user's events; none wanted anything.");
        }
        return new Story(story.about(), story.moments(), story.effects(), remarks, story.cut());
    }

    /** The typed name, as it is and in small letters, with what identities and verdicts add to it. */
    private Set<String> namesOf(String name) {
        Set<String> known = new LinkedHashSet<>(List.of(name, name.toLowerCase(Locale.ROOT)));
        known.addAll(names.of(name));
        for (int round = 0; round < NAME_ROUNDS; round++) {
            verdicts.about(List.copyOf(known), MOST).stream()
                    .flatMap(one -> Stream.of(one.who(), one.subject()))
                    .filter(other -> !other.isEmpty())
                    .forEach(known::add);
        }
        return known;
    }

    /** Also the effects that verdicts name. */
    private List<Effect> with(List<Verdict> said, List<Effect> found) {
        Map<String, Effect> all = new LinkedHashMap<>();
        found.forEach(one -> all.put(one.id(), one));
        effects.find(said.stream()
                        .flatMap(one -> one.effectId().stream())
                        .filter(id -> !all.containsKey(id))
                        .distinct()
                        .toList())
                .values()
                .forEach(one -> all.put(one.id(), one));
        return List.copyOf(all.values());
    }

    private Story story(String about, List<Verdict> said, List<Effect> found) {
        Moments moments = new Moments();
        List<Effect> inOrder = found.stream()
                .sorted(Comparator.comparingLong(Effect::position))
                .toList();
        said.stream().sorted(Comparator.comparingLong(Verdict::at)).forEach(moments::verdict);
        inOrder.forEach(effect -> tell(effect, moments));
        said.forEach(one -> notes.about(List.of(QuarantineDesk.noteOf(one)))
                .forEach(note -> moments.note(note, "", "event " + Redaction.text(one.eventKey(), MOST))));
        flowsOf(said, inOrder)
                .forEach(flow ->
                        notes.about(List.of(DeskNote.ofFlow(flow))).forEach(note -> moments.switched(flow, note)));
        boolean cut = said.size() >= MOST || found.size() >= MOST;
        return new Story(about, moments.inOrder(), inOrder, remarks(said, inOrder), cut);
    }

    private void tell(Effect effect, Moments moments) {
        List<Transition> steps = effects.steps(effect.id());
        moments.held(effect, steps);
        steps.forEach(step -> moments.step(effect, step));
        effect.carrier()
                .ifPresent(
                        carrier -> files.find(carrier.fileId()).ifPresent(file -> moments.file(effect, carrier, file)));
        moments.answer(effect);
        quarantine.ordersOf(effect.id()).forEach(moments::conflict);
        quarantine.alarm(effect).ifPresent(moments::alarm);
        notes.about(QuarantineDesk.notesOf(effect))
                .forEach(note -> moments.note(note, effect.id(), "the item in quarantine"));
    }

    private List<String> remarks(List<Verdict> said, List<Effect> found) {
        List<String> remarks = new ArrayList<>();
        Set<String> flows = flowsOf(said, found);
        switches.list().stream()
                .filter(stop -> flows.contains(stop.flow()))
                .forEach(stop -> remarks.add("Flow " + stop.flow() + " is stopped by " + stop.who() + " ("
                        + stop.reason() + "): nothing of it is sent. Go on with: ./rai flows start " + stop.flow()));
        said.stream()
                .filter(one -> one.kind() == Verdict.Kind.PARKED)
                .forEach(one -> remarks.add("Event " + Redaction.text(one.eventKey(), MOST) + " waits (" + one.reason()
                        + "). When its cause is mended: ./rai quarantine replay " + one.id()));
        found.forEach(effect -> remark(effect, remarks));
        return remarks;
    }

    private static Set<String> flowsOf(List<Verdict> said, List<Effect> found) {
        Set<String> flows = new LinkedHashSet<>();
        said.forEach(one -> flows.add(one.flow()));
        found.forEach(one -> flows.add(one.flow()));
        return flows;
    }

    private void remark(Effect effect, List<String> remarks) {
        if (effect.state().isFinal() && EffectAdvice.next(effect).isEmpty()) {
            return;
        }
        remarks.add("Effect " + QuarantineItems.shortId(effect.id()) + " is "
                + effect.state().word() + whatNext(effect));
    }

    private String whatNext(Effect effect) {
        String next = EffectAdvice.next(effect);
        if (!next.isEmpty()) {
            return ". Go on with: " + next;
        }
        Optional<Effect> ahead = effect.state() == EffectState.INTENT ? effects.ahead(effect) : Optional.empty();
        return ahead.map(first -> " and waits for effect " + QuarantineItems.shortId(first.id()) + " of flow "
                        + first.flow() + " (" + first.state().word() + "): ./rai explain effect "
                        + QuarantineItems.shortId(first.id()))
                .orElse("; the ledger goes on with it by itself.");
    }
}
