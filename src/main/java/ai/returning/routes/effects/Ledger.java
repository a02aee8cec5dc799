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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Takes orders in and writes what becomes of them, many in one commit. Safe for use by many threads and processes. */
public final class Ledger implements AutoCloseable {
    private static final int MOST = 500;
    /** Positions of one millisecond. */
    private static final long PER_MILLI = 1000;

    /** @param sendsItself whether the asking thread sends it, so that nobody else takes it meanwhile */
    private record Asked(Wish wish, boolean sendsItself) {}

    private final EffectStore effects;
    private final ParkedStore parked;
    private final Clock clock;
    private final String tenant;
    private final String node;
    private final LedgerSettings settings;
    private final AtomicLong positions = new AtomicLong();
    private final GroupCommit<Asked, Admission> admissions;
    private final GroupCommit<Move, Written> moves;
    private volatile Senders senders = Senders.GONE;

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

    /** How it knows which processes are there; without this whoever is silent counts as gone. */
    public Ledger senders(Senders known) {
        senders = known;
        return this;
    }

    /** True if a process that sent something is there at this moment. */
    boolean isThere(String sender) {
        return senders.isThere(sender, now());
    }

    /** When a process that sent something was last seen, milliseconds since 1970; 0 if never. */
    public long lastSign(String sender) {
        return senders.lastSign(sender, now());
    }

    /** Completes when the intent is committed, or it turned out that the event is known; the caller is to send it. */
    public CompletableFuture<Admission> admit(EffectOrder order) {
        return admissions.add(new Asked(Wish.of(order), true));
    }

    /** The same for whoever comes first to send. */
    CompletableFuture<Admission> take(Wish wish) {
        return admissions.add(new Asked(wish, false));
    }

    /** Completes when the move is committed, or somebody else was faster. */
    CompletableFuture<Written> write(Move move) {
        return moves.add(move);
    }

    /** Begins a move of an effect as it was read. */
    public Steps from(Effect effect) {
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

    /** Where effects are kept. */
    public EffectStore effects() {
        return effects;
    }

    public LedgerSettings settings() {
        return settings;
    }

    /** Milliseconds since 1970 by the clock of the ledger. */
    public long now() {
        return clock.millis();
    }

    /** This process, as it stands in leases and transitions. */
    public String node() {
        return node;
    }

    public String tenant() {
        return tenant;
    }

    private List<Admission> admitAll(List<Asked> asked) {
        Map<String, Admittance> fresh = new LinkedHashMap<>();
        List<Effect> wanted = new ArrayList<>();
        for (Asked one : asked) {
            Admittance admittance = admittance(one);
            wanted.add(admittance.planned());
            fresh.putIfAbsent(admittance.id(), admittance);
        }
        Map<String, Effect> found = effects.admit(List.copyOf(fresh.values()));
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
            return new Admission(
                    there.state() == EffectState.PLANNED ? Admission.Kind.HELD : Admission.Kind.FRESH, there);
        }
        boolean same = there.contentHash().equals(want.contentHash());
        return new Admission(same ? Admission.Kind.KNOWN : Admission.Kind.CONFLICT, there);
    }

    private Admittance admittance(Asked asked) {
        Effect planned = planned(asked);
        Steps steps = new Steps(planned, node, planned.admittedAt()).to(EffectState.INTENT, wantedBy(planned.place()));
        Move intent = (asked.sendsItself() ? steps.heldBy(node, settings.admission()) : steps).done();
        Admittance admittance = new Admittance(planned, intent, asked.wish().caps(), false);
        return asked.wish().approval().map(admittance::holdBack).orElse(admittance);
    }

    /** The first transition of what nothing holds back. */
    static String wantedBy(String place) {
        return "wanted by " + place;
    }

    private Effect planned(Asked asked) {
        EffectOrder order = asked.wish().order();
        String content = order.content();
        long now = clock.millis();
        Effect blank = new Effect(
                Effect.id(tenant, order),
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
                null,
                now,
                0,
                null,
                null,
                null,
                "",
                positions.accumulateAndGet(now * PER_MILLI, (last, least) -> Math.max(last + 1, least)),
                now,
                now,
                new Effect.Origin(asked.wish().rule(), asked.wish().eventKey()),
                asked.wish().stake(),
                asked.wish().lane(),
                Optional.empty());
        return blank.withHead(blank.seed());
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
