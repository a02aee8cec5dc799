package ai.returning.routes.effects;

import ai.returning.routes.client.ApiClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends intents, so many at a time, and hands a fence on to the next effect behind it. */
final class EffectSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EffectSender.class);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private record Waiting(Effect intent, CompletableFuture<Effect> done) {}

    private final Ledger ledger;
    private final ScheduledExecutorService workers;
    private final CallSlots slots;
    private final Outages outages;
    private final Sending parts;
    private final int most;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    /** Intents that wait here or are under way, so that none is taken twice. */
    private final Set<String> taken = new HashSet<>();

    /** Below so many that wait, more are asked for. */
    private static final int FEW = 100;

    private Runnable hungry = () -> {};
    private int underWay;
    private boolean closed;
    private volatile TenantCheck check = TenantCheck.NONE;

    /**
     * @param workers where calls are begun and answers judged
     * @param inFlight calls under way at a time; as many again are claimed ahead
     * @param wall goes on while the machine is suspended
     */
    EffectSender(
            Ledger ledger,
            ApiClient client,
            Outcomes outcomes,
            Baseline baseline,
            ScheduledExecutorService workers,
            int inFlight,
            Clock wall) {
        this.ledger = ledger;
        this.workers = workers;
        this.slots = new CallSlots(inFlight);
        this.outages = new Outages(ledger);
        StoppedFlows stopped = new StoppedFlows(ledger.effects()::stoppedFlows, () -> !isIdle()).watch(workers);
        this.parts = new Sending(ledger, client, outcomes, workers, slots, stopped, outages, baseline, wall);
        this.most = 2 * inFlight;
    }

    void check(TenantCheck tenant) {
        check = tenant;
    }

    /** Completes with the effect where it stands after this attempt, as far as is known; never fails. */
    CompletableFuture<Effect> send(Effect intent) {
        CompletableFuture<Effect> done = new CompletableFuture<>();
        if (room(intent.operation()) == 0) {
            done.complete(waitsForTheApi(intent));
            return done;
        }
        synchronized (this) {
            if (closed || !taken.add(intent.id())) {
                done.complete(intent);
                return done;
            }
        }
        tenant(intent)
                .handle((wait, failure) -> failure == null ? wait : Optional.of(unchecked(failure)))
                .thenAccept(wait -> wait.ifPresentOrElse(
                        hindrance -> hold(intent, hindrance, done), () -> enqueue(new Waiting(intent, done))));
        return done;
    }

    private CompletionStage<Optional<TenantCheck.Wait>> tenant(Effect intent) {
        try {
            return check.before(intent.operation());
        } catch (RuntimeException e) { // else it would count as taken up for ever
            return CompletableFuture.failedStage(e);
        }
    }

    /** How many effects of an operation may be taken up now. */
    int room(String operation) {
        return outages.room(operation);
    }

    private static Effect waitsForTheApi(Effect intent) {
        return intent.because(
                intent.operation() + " could not be called just now; it is sent as soon as another effect got through");
    }

    private static TenantCheck.Wait unchecked(Throwable failure) {
        return new TenantCheck.Wait("the check of the tenant failed: " + failure.getMessage(), AGAIN);
    }

    /** It stays an intent, and nobody takes it up again before its time. */
    private void hold(Effect intent, TenantCheck.Wait wait, CompletableFuture<Effect> done) {
        Move later = ledger.from(intent)
                .dueAt(ledger.now() + wait.again().toMillis())
                .done();
        ledger.write(later).whenComplete((written, failure) -> {
            synchronized (this) {
                taken.remove(intent.id());
            }
            done.complete(intent.because(wait.why()));
        });
    }

    private void enqueue(Waiting one) {
        boolean left;
        synchronized (this) {
            left = closed;
            if (!left) {
                waiting.add(one);
            }
        }
        if (left) {
            one.done().complete(one.intent());
        }
        pump();
    }

    /** Called whenever few effects wait here. */
    void whenHungry(Runnable call) {
        hungry = call;
    }

    private void pump() {
        for (Waiting next = take(); next != null; next = take()) {
            Waiting one = next;
            if (outages.mayGo(one.intent())) {
                new EffectAttempt(parts, one.intent(), (effect, fenceMoved) -> ended(one, effect, fenceMoved)).start();
            } else {
                over(one, waitsForTheApi(one.intent()));
            }
        }
    }

    private void over(Waiting one, Effect effect) {
        synchronized (this) {
            underWay--;
            taken.remove(one.intent().id());
        }
        one.done().complete(effect);
    }

    private synchronized @Nullable Waiting take() {
        if (underWay >= most || waiting.isEmpty() || closed) {
            return null;
        }
        underWay++;
        return waiting.remove();
    }

    private void ended(Waiting one, Effect effect, boolean fenceMoved) {
        outages.ended(one.intent());
        over(one, effect);
        if (fenceMoved) {
            one.intent().fence().ifPresent(this::next);
        }
        pump();
        if (isHungry()) {
            hungry.run();
        }
    }

    /** Whoever waits behind the same fence and may go now. If this fails, the next round finds it. */
    private void next(String fence) {
        try {
            workers.execute(() -> {
                try {
                    ledger.effects()
                            .nextOf(ledger.tenant(), fence, ledger.now())
                            .ifPresent(this::send);
                } catch (RuntimeException e) {
                    LOG.debug("The next effect behind a fence was not looked up", e);
                }
            });
        } catch (RejectedExecutionException closing) {
            LOG.debug("The next effect behind a fence is left to others", closing);
        }
    }

    /** Nothing more is claimed; what is under way ends, and what waits is free for others at once. */
    @Override
    public void close() {
        List<Waiting> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(waiting);
            waiting.clear();
        }
        for (Waiting one : rest) {
            if (one.intent().owner() != null) {
                ledger.write(ledger.from(one.intent()).done());
            }
            one.done().complete(one.intent());
        }
        slots.close();
    }

    private synchronized boolean isHungry() {
        return waiting.size() < FEW && !closed;
    }

    /** True from when an effect is taken up here until its attempt has ended. */
    synchronized boolean isUnderWay(String id) {
        return taken.contains(id);
    }

    synchronized boolean isIdle() {
        return underWay == 0;
    }
}
