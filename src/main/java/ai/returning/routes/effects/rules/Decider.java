package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.store.EventClaims;
import ai.returning.routes.effects.store.VerdictStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the rules of a flow what events lead to. Whatever happens, the same events may be handed in again: each
 * effect is done once, and each verdict kept once. Safe for use by many threads and processes.
 */
public final class Decider {
    private static final Logger LOG = LoggerFactory.getLogger(Decider.class);
    /** Events that are decided together. */
    static final int BATCH = 1_000;

    private static final int REPLAYED = 500;

    /**
     * What a decider works with.
     *
     * @param community its id; a part of the identity of each effect and a value of calls
     * @param workers where it decides; it blocks them while users are looked up and the database writes
     * @param watch is told what came of each batch, for metrics
     */
    public record Tools(
            EffectEngine engine,
            VerdictStore verdicts,
            EventClaims claims,
            Users users,
            String community,
            Clock clock,
            Executor workers,
            Consumer<Decided> watch) {}

    private final RuleSet rules;
    private final Tools tools;

    public Decider(RuleSet rules, Tools tools) {
        this.rules = rules;
        this.tools = tools;
    }

    /** The flow it decides for. */
    public String flow() {
        return rules.flow();
    }

    /**
     * Decides what events lead to. When the stage completes, every effect is in the ledger and every verdict is kept, so
     * that a cursor may move past the events.
     *
     * <p>The stage fails with USERS_UNAVAILABLE if users cannot be looked up now, and with STATE_UNAVAILABLE or
     * STATE_WRITE_FAILED if the database is away. Nothing is lost then: hand the same events in again.
     *
     * @param events values by field, as JSON or a database gives them; others are ignored
     * @param run names what they were read by, for the limits of a run
     */
    public CompletionStage<Decided> decide(List<? extends Map<String, ? extends @Nullable Object>> events, String run) {
        List<? extends Map<String, ? extends @Nullable Object>> kept = List.copyOf(events);
        return CompletableFuture.supplyAsync(() -> all(kept, run), tools.workers());
    }

    /**
     * Decides parked events again that a person asked for. Blocks until it is done.
     *
     * @return how many there were
     */
    public int replayRound() {
        List<Verdict> asked = tools.verdicts().toReplay(flow(), REPLAYED);
        if (asked.isEmpty()) {
            return 0;
        }
        String run = "replay-"
                + LocalDate.ofInstant(tools.clock().instant(), rules.limits().zone());
        Set<String> seen = new HashSet<>();
        for (Verdict one : asked) {
            if (one.event().isEmpty()) {
                LOG.warn(
                        "A parked event was not kept and cannot be decided again: flow={} verdict={}",
                        flow(),
                        one.id());
                tools.verdicts().keep(List.of(one));
            } else if (seen.add(one.eventKey() + "|" + one.event().get())) {
                Batch batch = new Batch(rules, tools, run);
                batch.decide(List.of(EventJson.read(one.event().get())));
                finish(batch.closing(one), 1);
            }
        }
        return asked.size();
    }

    private Decided all(List<? extends Map<String, ? extends @Nullable Object>> events, String run) {
        Decided sum = Decided.of(flow(), 0, List.of());
        for (int from = 0; from < events.size(); from += BATCH) {
            List<? extends Map<String, ? extends @Nullable Object>> part =
                    events.subList(from, Math.min(from + BATCH, events.size()));
            Batch batch = new Batch(rules, tools, run);
            batch.decide(part);
            sum = sum.and(finish(batch.verdicts(), part.size()));
        }
        return sum;
    }

    private Decided finish(List<Verdict> verdicts, int events) {
        List<Verdict> news = tools.verdicts().keep(verdicts);
        news.stream()
                .filter(one -> one.kind() == Verdict.Kind.CONFLICT)
                .forEach(one -> LOG.warn(
                        "An event contradicts what is known of it, and is parked: flow={} rule={} reason={} verdict of"
                                + " {}: {}",
                        flow(),
                        one.rule(),
                        one.reason(),
                        one.place(),
                        one.why()));
        Map<Verdict.Kind, Long> parked =
                news.stream().collect(Collectors.groupingBy(Verdict::kind, Collectors.counting()));
        if (parked.containsKey(Verdict.Kind.PARKED)) {
            LOG.info("Events are parked and need a person: flow={} parked={}", flow(), parked.get(Verdict.Kind.PARKED));
        }
        tools.watch().accept(Decided.of(flow(), events, news));
        return Decided.of(flow(), events, verdicts);
    }
}
