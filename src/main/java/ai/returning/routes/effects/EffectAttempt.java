package ai.returning.routes.effects;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.Fatal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: claim committed, call, outcome committed. Whatever breaks on the way, it ends exactly once, and a call
 * begins only while enough of the lease is left.
 */
final class EffectAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(EffectAttempt.class);
    private static final int AGAIN_MILLIS = 500;

    /** Who is told where the effect stands. */
    interface End {
        /** @param fenceMoved true if another effect of the fence may be able to go now */
        void ended(Effect effect, boolean fenceMoved);
    }

    private final Sending parts;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final ScheduledExecutorService workers;
    private final CallSlots slots;
    private final Effect intent;
    private final End end;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Before the claim was written, so that no other process counts the lease from an earlier moment. */
    private final long begun = System.nanoTime();
    /** The same by the wall clock, in milliseconds since 1970: the other one stands still in a suspended machine. */
    private final long begunAt;
    /** Why the call was not to begin any more; null as long as it was. */
    private volatile @Nullable String heldBack;

    EffectAttempt(Sending parts, Effect intent, End end) {
        this.parts = parts;
        this.ledger = parts.ledger();
        this.outcomes = parts.outcomes();
        this.workers = parts.workers();
        this.slots = parts.slots();
        this.intent = intent;
        this.end = end;
        this.begunAt = parts.wall().millis();
    }

    void start() {
        Move claim = ledger.claim(intent);
        then(ledger.write(claim), intent, (written, failure) -> claimed(claim.after(), written, failure));
    }

    /** Goes on with a worker; what breaks there ends the attempt with what is known. */
    private <T> void then(CompletableFuture<T> stage, Effect known, BiConsumer<@Nullable T, @Nullable Throwable> next) {
        stage.handleAsync(
                        (value, failure) -> {
                            next.accept(value, failure == null ? null : unwrapped(failure));
                            return known;
                        },
                        workers)
                .whenComplete((done, broken) -> {
                    if (broken != null) {
                        broke(known, unwrapped(broken));
                    }
                });
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void broke(Effect known, Throwable failure) {
        Fatal.haltOn(failure);
        LOG.warn(
                "Effect {} ({}) is left to the ledger: {}",
                known.id().substring(0, 12),
                known.operation(),
                failure.getMessage());
        end(known.because("the ledger could not be written or read: " + failure.getMessage()), false);
    }

    private void end(Effect effect, boolean fenceMoved) {
        if (ended.compareAndSet(false, true)) {
            end.ended(effect, fenceMoved);
        }
    }

    private void claimed(Effect sending, @Nullable Written written, @Nullable Throwable failure) {
        if (failure != null) {
            // whether the claim was committed is open, so nothing is sent; if it was not, this is lost and does no harm
            broke(intent, failure);
            file(ledger.unsent(sending, "whether its claim was committed was open, so nothing was sent"));
        } else if (written == Written.DONE) {
            Failpoints.hit("effect.claimed");
            if (parts.baseline().isNeeded(sending)) {
                then(parts.baseline().read(sending), sending, (value, broken) -> looked(sending, value, broken));
            } else {
                takeTurn(sending);
            }
        } else if (written == Written.FENCED) {
            Move free = ledger.from(intent).done();
            then(ledger.write(free), free.after(), (done, broken) -> end(free.after(), broken == null));
        } else {
            end(ledger.effects().find(intent.id()).orElse(intent), false);
        }
    }

    /** The value before the call is kept before a byte of the call leaves; without it nothing is sent. */
    private void looked(Effect sending, @Nullable BigDecimal value, @Nullable Throwable broken) {
        if (value == null) {
            String why = broken == null ? "no answer" : String.valueOf(broken.getMessage());
            LOG.warn(
                    "Effect {} ({}) waits, its balance before the call cannot be read: {}",
                    sending.id().substring(0, 12),
                    sending.operation(),
                    why);
            file(
                    broken != null && Outcomes.isRefusal(broken)
                            ? outcomes.failed(sending, broken)
                            : outcomes.held(
                                    sending,
                                    "the balance before the call could not be read, so nothing was sent: " + why));
            return;
        }
        try {
            parts.baseline().keep(sending, value, ledger.now());
        } catch (RuntimeException e) {
            file(outcomes.held(
                    sending, "the balance before the call could not be kept, so nothing was sent: " + e.getMessage()));
            return;
        }
        takeTurn(sending);
    }

    private void takeTurn(Effect sending) {
        slots.take(new CallSlots.Call() {
            @Override
            public void begin() {
                call(sending);
            }

            @Override
            public void leftOut() {
                file(ledger.unsent(sending, "this process ended before its turn, so nothing was sent"));
            }
        });
    }

    /** After this moment others may soon take the effect for lost, so not one byte may leave. */
    private long startBy() {
        return begun + spare().toNanos();
    }

    private Duration spare() {
        return ledger.settings().lease().minus(ledger.settings().longestCall());
    }

    /** Asked again right before the first byte, on a thread of the client. */
    private boolean mayStart() {
        if (parts.stopped().has(intent.flow())) {
            heldBack = "flow " + intent.flow() + " was stopped before its turn, so nothing was sent";
        } else if (System.nanoTime() - startBy() > 0 || parts.wall().millis() - begunAt > spare().toMillis()) {
            heldBack = "this process was held up after its claim, so nothing was sent";
        }
        return heldBack == null;
    }

    private void call(Effect sending) {
        if (!mayStart()) {
            slots.giveBack();
            file(ledger.unsent(sending, String.valueOf(heldBack)));
            return;
        }
        CompletableFuture<Answer> answer;
        try {
            ApiCall call = EffectCall.of(sending).startBy(startBy()).onlyIf(this::mayStart);
            answer = parts.client().callAsync(call).toCompletableFuture();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((found, failure) -> slots.giveBack());
        then(answer, sending, (found, failure) -> {
            Failpoints.hit("effect.answered");
            file(outcome(sending, found, failure));
        });
    }

    private Move outcome(Effect sending, @Nullable Answer answer, @Nullable Throwable failure) {
        String held = heldBack;
        if (held != null && Outcomes.nothingLeft(failure)) {
            return ledger.unsent(sending, held);
        }
        try {
            Move move = answer != null && failure == null
                    ? outcomes.answered(sending, answer)
                    : outcomes.failed(sending, failure == null ? new IllegalStateException("no answer") : failure);
            if (Outcomes.isOutage(failure)) {
                parts.outages().failed(sending, move.after().dueAt());
            } else {
                parts.outages().answered(sending);
            }
            return move;
        } catch (RuntimeException e) {
            return outcomes.unclear(sending, "its answer could not be judged: " + e.getMessage(), null);
        }
    }

    private void file(Move move) {
        then(ledger.write(move), move.before(), (written, broken) -> {
            if (broken != null) {
                again(move, broken);
            } else if (written == Written.DONE) {
                end(move.after(), true);
            } else {
                Effect now = new LateAnswer(ledger).settle(move);
                end(now, !now.state().holdsFence());
            }
        });
    }

    /** The database is away. The answer is known here only, so it is kept as long as the lease allows. */
    private void again(Move move, Throwable broken) {
        boolean held = System.nanoTime() - begun < ledger.settings().lease().toNanos();
        if (!held || workers.isShutdown()) {
            LOG.error(
                    "The end of effect {} ({}) could not be written and is known here only: {}, {}",
                    move.before().id().substring(0, 12),
                    move.before().operation(),
                    move.after().state().word(),
                    move.after().reason());
            broke(move.before(), broken);
            return;
        }
        CompletableFuture<Void> rest = new CompletableFuture<>();
        then(rest, move.before(), (done, failure) -> file(move));
        workers.schedule(() -> rest.complete(null), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
}
