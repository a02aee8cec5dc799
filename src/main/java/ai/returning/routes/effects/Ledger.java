package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.GroupCommit;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Takes orders in and writes what becomes of them, many in one commit. Safe for use by many threads and processes. */
public final class Ledger implements AutoCloseable {
    private static final int MOST = 500;
    /** Positions of one millisecond. */
    private static final long PER_MILLI = 1000;

    private final EffectStore effects;
    private final ParkedStore parked;
    private final Clock clock;
    private final String tenant;
    private final String node;
    private final LedgerSettings settings;
    private final AtomicLong positions = new AtomicLong();
    private final GroupCommit<EffectOrder, Admission> admissions;
    private final GroupCommit<Move, Written> moves;

    /**
     * @param tenant names the community; a part of each identity
     * @param node names this process in leases and transitions
     */
    public Ledger(
            EffectStore effects, ParkedStore parked, Clock clock, String tenant, String node, LedgerSettings settings) {
        this.effects = effects;
        this.parked = parked;
        this.clock = clock;
        this.tenant = tenant;
        this.node = node;
        this.settings = settings;
        this.admissions = new GroupCommit<>("ledger-admit", MOST, this::admitAll);
        this.moves = new GroupCommit<>("ledger-write", MOST, effects::write);
    }

    /** Completes when the intent is committed, or it turned out that the event is known. */
    public CompletableFuture<Admission> admit(EffectOrder order) {
        return admissions.add(order);
    }

    /** Completes when the move is committed, or somebody else was faster. */
    CompletableFuture<Written> write(Move move) {
        return moves.add(move);
    }

    /** Begins a move of an effect as it was read. */
    Steps from(Effect effect) {
        return new Steps(effect, node, clock.millis());
    }

    /** The claim to send: from its commit on the effect counts as sent unless proved otherwise. */
    Move claim(Effect intent) {
        return from(intent)
                .to(EffectState.SENDING, "attempt " + intent.attempt())
                .sentNow()
                .heldBy(node, settings.lease().toMillis())
                .done();
    }

    /** A claim of which nothing left this host: to be sent by whoever comes first. */
    Move unsent(Effect sending, String why) {
        return from(sending)
                .to(EffectState.INTENT, why)
                .nextAttempt()
                .dueAt(now())
                .done();
    }

    EffectStore effects() {
        return effects;
    }

    LedgerSettings settings() {
        return settings;
    }

    long now() {
        return clock.millis();
    }

    private List<Admission> admitAll(List<EffectOrder> orders) {
        Map<String, Effect> fresh = new LinkedHashMap<>();
        List<Transition> first = new ArrayList<>();
        List<Effect> wanted = new ArrayList<>();
        for (EffectOrder order : orders) {
            Move intent = intent(order);
            wanted.add(intent.after());
            if (fresh.putIfAbsent(intent.after().id(), intent.after()) == null) {
                first.addAll(intent.steps());
            }
        }
        Map<String, Effect> found = effects.admit(List.copyOf(fresh.values()), first, settings.admission());
        List<Admission> answers = new ArrayList<>();
        wanted.forEach(want -> answers.add(admission(want, found)));
        park(wanted, answers);
        return answers;
    }

    private static Admission admission(Effect want, Map<String, Effect> found) {
        Effect there = found.get(want.id());
        if (there == null) {
            throw new RaiException(ErrorCode.BUG, "Effect " + want.id() + " is neither new nor known.");
        }
        if (there.admission().equals(want.admission())) {
            return new Admission(Admission.Kind.FRESH, there);
        }
        boolean same = there.contentHash().equals(want.contentHash());
        return new Admission(same ? Admission.Kind.KNOWN : Admission.Kind.CONFLICT, there);
    }

    private Move intent(EffectOrder order) {
        String id = Effect.id(tenant, order);
        String content = order.content();
        long now = clock.millis();
        Effect planned = new Effect(
                id,
                tenant,
                order.effect(),
                order.businessKey(),
                order.subject(),
                order.operation(),
                content,
                Effect.contentHash(order.operation(), content),
                order.fence(),
                order.flow(),
                order.place(),
                EffectState.PLANNED,
                1,
                0,
                UUID.randomUUID().toString(),
                node,
                now,
                0,
                null,
                null,
                null,
                "",
                positions.accumulateAndGet(now * PER_MILLI, (last, least) -> Math.max(last + 1, least)),
                now,
                now);
        return new Steps(planned, node, now)
                .to(EffectState.INTENT, "wanted by " + order.place())
                .heldBy(node, settings.admission())
                .done();
    }

    private void park(List<Effect> wanted, List<Admission> answers) {
        List<ParkedStore.Parked> conflicts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).kind() == Admission.Kind.CONFLICT) {
                Effect want = wanted.get(i);
                conflicts.add(new ParkedStore.Parked(
                        want.id(),
                        want.effect(),
                        want.flow(),
                        want.place(),
                        "conflict",
                        "The event '" + want.shownKey() + "' is known with another content, and that one counts.",
                        want.content(),
                        want.contentHash(),
                        want.admittedAt()));
            }
        }
        if (!conflicts.isEmpty()) {
            parked.park(conflicts);
        }
    }

    /** Commits what waits. */
    @Override
    public void close() {
        admissions.close();
        moves.close();
    }
}
