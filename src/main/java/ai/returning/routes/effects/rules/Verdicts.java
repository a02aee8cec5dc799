package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.Hash;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.support.Redaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the rules of a flow say about some events. Used by one thread. */
final class Verdicts {
    private static final int MAX_WHY = 900;
    private static final int MAX_NAME = 400;

    private final String flow;
    private final String place;
    private final Set<String> declared;
    private final Clock clock;
    private final List<Verdict> all = new ArrayList<>();

    /** @param place of the rules file */
    Verdicts(String flow, String place, Set<String> declared, Clock clock) {
        this.flow = flow;
        this.place = place;
        this.declared = declared;
        this.clock = clock;
    }

    List<Verdict> all() {
        return List.copyOf(all);
    }

    void noMatch(Rule rule, Event event, String why) {
        add(rule, event, Verdict.Kind.NO_MATCH, "", why, "", Optional.empty());
    }

    /** The rule wants an effect, which the ledger has. */
    void wanted(Wanting wanting, boolean held, String why, String subject, String effectId) {
        Verdict.Kind kind = held ? Verdict.Kind.HELD : Verdict.Kind.WANTED;
        add(wanting.rule(), wanting.event(), kind, "", why, subject, Optional.of(effectId));
    }

    void parked(Wanting wanting, Refusal refusal) {
        add(
                wanting.rule(),
                wanting.event(),
                Verdict.Kind.PARKED,
                refusal.reason(),
                sentence(refusal.why()),
                "",
                Optional.empty());
    }

    void conflict(Wanting wanting, String reason, String why, String subject, Optional<String> effectId) {
        add(wanting.rule(), wanting.event(), Verdict.Kind.CONFLICT, reason, why, subject, effectId);
    }

    /** The event cannot be read at all; without a key of its own it goes by its content. */
    void parked(Map<String, ? extends @Nullable Object> given, EventReader reader, Refusal refusal) {
        Optional<String> json = EventJson.write(given, declared);
        String key = reader.key(given);
        all.add(new Verdict(
                0,
                flow,
                key.isEmpty()
                        ? "unnamed-"
                                + Hash.of(json.orElse(given.keySet().toString()))
                                        .substring(0, 24)
                        : key,
                "",
                Verdict.Kind.PARKED,
                refusal.reason(),
                sentence(refusal.why()) + (json.isEmpty() ? " The event is too long to be kept." : ""),
                place,
                clip(reader.who(given)),
                "",
                Optional.empty(),
                json,
                false,
                clock.millis()));
    }

    /** A verdict that needed a person, and does no longer. */
    void close(String eventKey, String rule) {
        all.add(new Verdict(
                0,
                flow,
                eventKey,
                rule,
                Verdict.Kind.NO_MATCH,
                "",
                "It was parked, and has been decided since by each rule.",
                place,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                clock.millis()));
    }

    private void add(
            Rule rule,
            Event event,
            Verdict.Kind kind,
            String reason,
            String why,
            String subject,
            Optional<String> effectId) {
        boolean person = kind == Verdict.Kind.PARKED || kind == Verdict.Kind.CONFLICT;
        all.add(new Verdict(
                0,
                flow,
                event.key(),
                rule.name(),
                kind,
                reason,
                Redaction.text(why, MAX_WHY),
                rule.place(),
                clip(event.user()
                        .map(user -> user.value().toLowerCase(Locale.ROOT))
                        .orElse("")),
                subject,
                effectId,
                person ? EventJson.write(event.given(), declared) : Optional.empty(),
                false,
                clock.millis()));
    }

    private static String sentence(String why) {
        return Redaction.text(Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".", MAX_WHY);
    }

    private static String clip(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
