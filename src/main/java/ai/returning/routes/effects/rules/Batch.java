package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.Admission;
import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.effects.rules.condition.Condition;
import ai.returning.routes.effects.store.EventClaims.Claim;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events decided together: read, matched, their users found, claimed, taken. Used once, by one thread. */
final class Batch {
    /** A rule's wish for an event, with what the event was. */
    private record Ready(Wanting wanting, Wish wish, Claim claim) {}

    private final RuleSet rules;
    private final Decider.Tools tools;
    private final String run;
    private final EventReader reader;
    private final CallBuilder calls;
    private final LimitKeeper limits;
    private final Verdicts verdicts;

    Batch(RuleSet rules, Decider.Tools tools, String run) {
        this.rules = rules;
        this.tools = tools;
        this.run = run.length() <= 100 ? run : run.substring(0, 100);
        this.reader = new EventReader(rules.event(), tools.clock());
        this.calls = new CallBuilder(rules.flow(), tools.community());
        this.limits = new LimitKeeper(rules.flow(), rules.limits(), tools.clock());
        this.verdicts =
                new Verdicts(rules.flow(), rules.place(), rules.event().fields().keySet(), tools.clock());
    }

    /** What was said, and the end of what was parked before as a whole. */
    List<Verdict> verdicts() {
        Set<String> decided = verdicts.all().stream()
                .filter(one -> !one.rule().isEmpty())
                .map(Verdict::eventKey)
                .collect(Collectors.toSet());
        tools.verdicts().parkedEvents(rules.flow(), decided).forEach(key -> verdicts.close(key, ""));
        return verdicts.all();
    }

    /** The same, and the end of a verdict that a person wanted decided again. */
    List<Verdict> closing(Verdict asked) {
        List<Verdict> said = verdicts();
        boolean again = said.stream()
                .anyMatch(one ->
                        one.eventKey().equals(asked.eventKey()) && one.rule().equals(asked.rule()));
        if (!again) {
            verdicts.close(asked.eventKey(), asked.rule());
        }
        return verdicts.all();
    }

    void decide(List<? extends Map<String, ? extends @Nullable Object>> events) {
        List<Wanting> wanting = new ArrayList<>();
        for (Map<String, ? extends @Nullable Object> given : events) {
            try {
                match(reader.read(given), wanting);
            } catch (RefusedException e) {
                verdicts.parked(given, reader, e.refusal());
            }
        }
        take(unedited(ready(wanting)));
    }

    private void match(Event event, List<Wanting> wanting) {
        for (Rule rule : rules.rules()) {
            Optional<Condition> when = rule.when();
            if (when.isEmpty() || when.get().holds(event.values())) {
                wanting.add(new Wanting(rule, event));
            } else {
                verdicts.noMatch(rule, event, when.get().because(event.values()));
            }
        }
    }

    private List<Ready> ready(List<Wanting> wanting) {
        Map<UserName, Users.Answer> users = users(wanting);
        List<Ready> ready = new ArrayList<>();
        for (Wanting one : wanting) {
            try {
                Optional<UserName> name = one.event().user();
                ready.add(ready(one, name.isEmpty() ? Users.NOBODY : found(users.get(name.get()))));
            } catch (RefusedException e) {
                verdicts.parked(one, e.refusal());
            } catch (RaiException e) {
                if (e.code() != ErrorCode.EFFECT_UNGUARDED) {
                    throw e;
                }
                // one value that the ledger cannot keep is the matter of its event alone
                verdicts.parked(one, new Refusal(Refusal.CALL, plain(e.sentence())));
            }
        }
        return ready;
    }

    /** All at once; while one cannot be told, none is decided, so that nobody is overtaken. */
    private Map<UserName, Users.Answer> users(List<Wanting> wanting) {
        Set<UserName> names =
                wanting.stream().flatMap(one -> one.event().user().stream()).collect(Collectors.toSet());
        Map<UserName, Users.Answer> users =
                names.isEmpty() ? Map.of() : tools.users().find(names);
        for (UserName name : names) {
            Users.Answer answer = users.get(name);
            if (answer == null || answer instanceof Users.Unavailable) {
                throw new RaiException(
                        ErrorCode.USERS_UNAVAILABLE,
                        "The users of flow " + rules.flow() + " cannot be looked up now: "
                                + (answer instanceof Users.Unavailable gone ? gone.why() : "no answer")
                                + " Nothing is lost: the events are read again.");
            }
        }
        return users;
    }

    private static Users.Found found(Users.@Nullable Answer answer) throws RefusedException {
        if (answer instanceof Users.Found found) {
            return found;
        }
        if (answer instanceof Users.Ambiguous ambiguous) {
            throw new RefusedException(Refusal.AMBIGUOUS_USER, plain(ambiguous.why()));
        }
        String why = answer instanceof Users.Unknown unknown ? unknown.why() : "nobody has the name";
        throw new RefusedException(Refusal.UNKNOWN_USER, plain(why));
    }

    private static String plain(String why) {
        String text = why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
        return text.isEmpty() ? "no reason is known" : text;
    }

    private Ready ready(Wanting one, Users.Found user) throws RefusedException {
        Rule rule = one.rule();
        EffectOrder order = calls.order(rule, one.event(), user);
        Optional<Stake> stake = Optional.empty();
        if (rule.stake().isPresent()) {
            StakePlan plan = rule.stake().get();
            stake = Optional.of(limits.stake(
                    new BigDecimal(calls.text(plan.amount(), one.event(), user)),
                    calls.text(plan.unit(), one.event(), user),
                    plan.subtracts()));
        }
        Wish wish = new Wish(
                order,
                rule.name(),
                one.event().key(),
                stake,
                caps(rule, order, user, stake),
                limits.approval(stake),
                rule.call().lane());
        return new Ready(
                one, wish, Claims.of(rule, one.event(), order, tools.clock().millis()));
    }

    /** A user counts by a name that stays: who has another address tomorrow is still the same. */
    private List<Cap> caps(Rule rule, EffectOrder order, Users.Found user, Optional<Stake> stake) {
        String who = user.name(UserName.Kind.SHORT_ID).orElse(order.subject());
        List<Cap> caps = new ArrayList<>(limits.caps(who, run, stake));
        if (rule.perUser()) {
            caps.add(new Cap(
                    String.join("|", "once", tools.community(), order.effect(), order.operation(), who),
                    "one a user, who may have had another name before",
                    1,
                    Optional.empty()));
        }
        return caps;
    }

    /** Those whose event is what it was when it first led to this effect, or led to none before it was edited. */
    private List<Ready> unedited(List<Ready> ready) {
        List<Claim> held = Claims.store(
                tools.claims(),
                tools.community(),
                ready.stream().map(Ready::claim).toList());
        Failpoints.hit("rules.claimed");
        List<Ready> same = new ArrayList<>();
        for (int i = 0; i < ready.size(); i++) {
            Ready one = ready.get(i);
            Optional<String> edited = Claims.edited(held.get(i), one.claim());
            if (edited.isEmpty() || tools.claims().renew(tools.community(), held.get(i), one.claim())) {
                same.add(one);
            } else {
                verdicts.conflict(
                        one.wanting(),
                        Refusal.EDITED,
                        "The event was edited after it had led to an effect: " + edited.get()
                                + ". What was done first counts; nothing more is sent.",
                        held.get(i).subject(),
                        Optional.empty());
            }
        }
        return same;
    }

    private void take(List<Ready> ready) {
        List<Admission> admissions = ready.isEmpty()
                ? List.of()
                : join(ready.stream().map(Ready::wish).toList());
        Failpoints.hit("rules.taken");
        for (int i = 0; i < admissions.size(); i++) {
            said(ready.get(i), admissions.get(i));
        }
    }

    private List<Admission> join(List<Wish> wishes) {
        try {
            return tools.engine().take(wishes).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RaiException cause ? cause : e;
        }
    }

    private void said(Ready ready, Admission admission) {
        String subject = ready.wish().order().subject();
        String id = admission.effect().id();
        if (admission.kind() == Admission.Kind.CONFLICT) {
            verdicts.conflict(
                    ready.wanting(),
                    Refusal.OTHER_CONTENT,
                    "The effect is known with another content ("
                            + admission.effect().state().word() + "), and that one counts; nothing more is sent.",
                    subject,
                    Optional.of(id));
            return;
        }
        boolean held = admission.effect().state() == EffectState.PLANNED;
        verdicts.wanted(ready.wanting(), held, why(ready, admission, held), subject, id);
    }

    private static String why(Ready ready, Admission admission, boolean held) {
        if (held) {
            String reason = admission.effect().reason();
            return reason == null ? "It waits for approval." : reason;
        }
        String first = admission.effect().origin().eventKey();
        boolean other = !first.isEmpty() && !first.equals(ready.wish().eventKey());
        return other
                ? "The user has it by the event '" + first + "' ("
                        + admission.effect().state().word() + ")."
                : ready.wanting()
                        .rule()
                        .when()
                        .map(when -> when.because(ready.wanting().event().values()))
                        .orElse("The rule takes every event.");
    }
}
