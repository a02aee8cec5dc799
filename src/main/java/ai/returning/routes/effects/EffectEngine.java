package ai.returning.routes.effects;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.Fatal;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does effects: once for each business event, whatever crashes. What a crash left is found and settled by any process on
 * the same ledger. Safe for use by many threads.
 */
public final class EffectEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EffectEngine.class);
    private static final int MOST = 500;
    /** What is under way at the end may answer so long; later it counts as unclear. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final Contract contract;
    private final Outcomes outcomes;
    private final Reconciler reconciler;
    private final EffectSender sender;
    private final Feeder feeder;
    private final ScheduledExecutorService workers;
    private final ScheduledExecutorService keeper;
    /** Looks at the tenant, which may be slow to answer. */
    private final ScheduledExecutorService looker;
    /** Seals, however long that takes, while others feed. */
    private final ScheduledExecutorService sealer;

    private volatile boolean closing;
    private volatile boolean started;
    private volatile boolean used;

    /**
     * @param ledger closed with this engine
     * @param inFlight calls under way at a time
     * @throws RaiException CONFIG_INVALID for fewer than one
     */
    public EffectEngine(Ledger ledger, ApiClient client, Contract contract, int inFlight) {
        this(ledger, client, contract, inFlight, Clock.systemUTC());
    }

    /** @param wall goes on while the machine is suspended, unlike the clock of the ledger */
    EffectEngine(Ledger ledger, ApiClient client, Contract contract, int inFlight, Clock wall) {
        if (inFlight < 1) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "returning-ai.effects.in-flight must be 1 or more.");
        }
        this.ledger = ledger;
        Proofs proofs = new Proofs(contract);
        this.outcomes = new Outcomes(ledger, proofs);
        this.workers = threads("effects", 4);
        this.keeper = threads("effects-keeper", 1);
        this.looker = threads("effects-looker", 1);
        this.sealer = threads("effects-sealer", 1);
        this.sender = new EffectSender(
                ledger,
                client,
                outcomes,
                new Baseline(client, proofs, ledger.effects().balances()),
                workers,
                inFlight,
                wall);
        this.reconciler = new Reconciler(
                ledger,
                new ReadBacks(
                        client,
                        contract,
                        ledger.effects(),
                        proofs,
                        ledger.settings().lease()),
                sender::isUnderWay);
        this.feeder = new Feeder(ledger, sender, keeper);
        this.contract = contract;
        sender.check(new KnownOperations(contract, TenantCheck.NONE));
        sender.whenHungry(feeder::hungry);
    }

    private static ScheduledExecutorService threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newScheduledThreadPool(count, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Has the community of each key checked before the first effect is sent with it; without this nothing is. */
    public EffectEngine check(TenantCheck check) {
        sender.check(new KnownOperations(contract, check));
        return this;
    }

    /** Begins to look after what crashes and unclear answers left, at this interval. */
    public EffectEngine start(Duration interval) {
        long millis = Math.max(1, interval.toMillis());
        started = true;
        keeper.execute(() -> quietly(this::sayWhatIsForeign));
        keeper.scheduleWithFixedDelay(() -> quietly(this::recover), 0, millis, TimeUnit.MILLISECONDS);
        looker.scheduleWithFixedDelay(() -> quietly(this::look), 0, millis, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Seals the ledger at this interval and prints the head, which kept elsewhere proves that nothing was changed. */
    public EffectEngine seal(SealStore seals, Duration interval) {
        sealer.scheduleWithFixedDelay(
                () -> quietly(() -> sealAll(seals)), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Small seals, until nothing is left: what is written meanwhile is never too much for the next round. */
    private void sealAll(SealStore seals) {
        for (Optional<SealStore.Seal> next = seals.seal(ledger.now());
                next.isPresent();
                next = closing ? Optional.empty() : seals.seal(ledger.now())) {
            SealStore.Seal seal = next.get();
            LOG.info("Ledger sealed: seal={} transitions={} head={}", seal.seal(), seal.events(), seal.head());
        }
    }

    /** Runs something of the owner's beside the rounds. */
    public EffectEngine every(Duration interval, Runnable round) {
        keeper.scheduleWithFixedDelay(
                () -> quietly(round), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Does an effect, or finds that it was done. The stage completes when this attempt ended, however it ended; what is
     * not final then is in the hands of the ledger.
     *
     * <p>It fails with EFFECT_CONFLICT if the event is known with another content, and with STATE_UNAVAILABLE or
     * STATE_WRITE_FAILED if the intent could not be committed: nothing was sent then. Once it is committed the stage
     * tells where the effect stands, even if the database is away.
     */
    public CompletionStage<EffectOutcome> perform(EffectOrder order) {
        used = true;
        return ledger.admit(order).thenComposeAsync(this::admitted, workers);
    }

    /**
     * Takes effects in. The stage completes when the intents are committed; from then on the ledger does them, here or in
     * another process on the same state, and nothing has to be asked again.
     *
     * <p>It fails as a whole with STATE_UNAVAILABLE or STATE_WRITE_FAILED; the same wishes may then be handed in again,
     * for what was committed is known.
     *
     * @return an answer a wish, in their order
     */
    public CompletionStage<List<Admission>> take(List<Wish> wishes) {
        used = true;
        List<CompletableFuture<Admission>> all =
                wishes.stream().map(ledger::take).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Failpoints.hit("effects.taken");
            feeder.nudge();
            return all.stream().map(CompletableFuture::join).toList();
        });
    }

    private CompletionStage<EffectOutcome> admitted(Admission admission) {
        Effect effect = admission.effect();
        return switch (admission.kind()) {
            case FRESH -> {
                Failpoints.hit("effect.intended");
                yield sender.send(effect).thenApply(ended -> EffectOutcome.of(ended, true));
            }
            case KNOWN, HELD -> CompletableFuture.completedStage(EffectOutcome.of(effect, false));
            case CONFLICT ->
                CompletableFuture.failedStage(new RaiException(
                        ErrorCode.EFFECT_CONFLICT,
                        "The event '" + effect.shownKey() + "' of effect '" + effect.effect()
                                + "' is known with another content ("
                                + effect.state().word()
                                + "). Nothing was sent, the order is parked: ./rai ledger show "
                                + effect.id().substring(0, 12)));
        };
    }

    /** Looks once at what is unclear and due, without waiting for the next round; what waited behind it goes on. */
    public void look() {
        if (reconciler.round() > 0) {
            feeder.nudge();
        }
    }

    /** One round of everything; for tests. */
    void keep() {
        recover();
        reconciler.round();
    }

    private void recover() {
        for (Effect lost : ledger.effects().lostSends(ledger.tenant(), MOST)) {
            // an attempt that has not ended here files its own end
            if (!ledger.node().equals(lost.owner()) || !sender.isUnderWay(lost.id())) {
                quietly(() -> expire(lost));
            }
        }
        feeder.round();
    }

    /** A round that fails must not be the last one. */
    static void quietly(Runnable round) {
        try {
            round.run();
        } catch (Throwable e) { // an error that ended the rounds would leave all effects where they are
            Fatal.haltOn(e);
            LOG.warn("The ledger could not be looked after, and will be again: {}", String.valueOf(e.getMessage()));
        }
    }

    /** Whoever is silent for longer than its lease may have sent: unclear, never free again. */
    private void expire(Effect lost) {
        Move unclear = outcomes.unclear(lost, "its process fell silent (" + lost.owner() + ")", lost.answer());
        if (ledger.write(unclear).join() == Written.DONE) {
            LOG.warn("Effect is unclear: id={} operation={}", lost.id(), lost.operation());
        }
    }

    /** With another community id nobody goes on with what was begun for the old one. */
    private void sayWhatIsForeign() {
        ledger.effects()
                .openBeside(ledger.tenant())
                .forEach((tenant, count) -> LOG.warn(
                        "{} effects of another community ({}) are open on this state. Nothing here goes on with them:"
                                + " start a service with its community id and keys, or see that"
                                + " returning-ai.community-id ({}) is right",
                        count,
                        tenant,
                        ledger.tenant()));
    }

    /** A process that ends with its flow settles nothing later: say what is left. */
    private void sayWhatIsOpen() {
        Map<EffectState, Long> open = ledger.effects().open();
        if (!open.isEmpty()) {
            LOG.warn(
                    "Effects are open: {}. The service (./rai run) goes on with them; look at them by ./rai ledger list",
                    open.entrySet().stream()
                            .map(entry -> entry.getKey().word() + "=" + entry.getValue())
                            .collect(Collectors.joining(" ")));
        }
    }

    /** Claims nothing more, lets what is under way end, and commits it. */
    @Override
    public void close() {
        closing = true;
        sender.close();
        keeper.shutdown();
        sealer.shutdown();
        looker.shutdown(); // not by an interrupt, which would close the file of H2 below all others
        long end = System.nanoTime() + LAST_CALLS.toNanos();
        try {
            while (!sender.isIdle() && System.nanoTime() - end < 0) {
                workers.awaitTermination(20, TimeUnit.MILLISECONDS);
            }
            // a round under way still writes
            awaitEnd(keeper, end);
            awaitEnd(looker, end);
            awaitEnd(sealer, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdown();
        if (used && !started) {
            quietly(this::sayWhatIsOpen);
        }
        ledger.close();
    }

    private static void awaitEnd(ScheduledExecutorService rounds, long end) throws InterruptedException {
        long least = Duration.ofSeconds(1).toNanos();
        if (!rounds.awaitTermination(Math.max(least, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            LOG.warn("A round of the ledger is cut short; the next start goes on");
        }
    }
}
