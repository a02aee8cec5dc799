package ai.returning.routes.effects;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.support.Failpoints;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends intents, so many at a time, each at most once an attempt: claim committed, call, outcome committed. */
final class EffectSender implements AutoCloseable {
    private record Waiting(Effect intent, CompletableFuture<Effect> done) {}

    private final Ledger ledger;
    private final ApiClient client;
    private final Outcomes outcomes;
    private final ScheduledExecutorService workers;
    private final int most;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean closed;

    /**
     * @param workers where calls are begun and answers judged
     * @param most effects claimed at a time
     */
    EffectSender(Ledger ledger, ApiClient client, Outcomes outcomes, ScheduledExecutorService workers, int most) {
        this.ledger = ledger;
        this.client = client;
        this.outcomes = outcomes;
        this.workers = workers;
        this.most = most;
    }

    /** Completes with the effect where it stands after this attempt; fails if the ledger could not be written. */
    CompletableFuture<Effect> send(Effect intent) {
        CompletableFuture<Effect> done = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                done.complete(intent);
                return done;
            }
            waiting.add(new Waiting(intent, done));
        }
        pump();
        return done;
    }

    private void pump() {
        for (Waiting next = take(); next != null; next = take()) {
            claim(next);
        }
    }

    private synchronized @Nullable Waiting take() {
        if (underWay >= most || waiting.isEmpty() || closed) {
            return null;
        }
        underWay++;
        return waiting.remove();
    }

    private void claim(Waiting one) {
        Move claim = ledger.claim(one.intent());
        ledger.write(claim)
                .whenCompleteAsync((written, failure) -> claimed(one, claim.after(), written, failure), workers);
    }

    private void claimed(Waiting one, Effect sending, @Nullable Written written, @Nullable Throwable failure) {
        if (failure != null) {
            // whether the claim was committed is open, so nothing is sent; the lease settles it
            end(one, null, failure);
        } else if (written == Written.DONE) {
            Failpoints.hit("effect.claimed");
            call(one, sending);
        } else if (written == Written.FENCED) {
            Move free = ledger.from(one.intent()).done();
            ledger.write(free).whenComplete((done, broken) -> end(one, free.after(), broken));
        } else {
            end(one, ledger.effects().find(sending.id()).orElse(one.intent()), null);
        }
    }

    private void call(Waiting one, Effect sending) {
        CompletableFuture<Answer> answer;
        try {
            answer = client.callAsync(EffectCall.of(sending)).toCompletableFuture();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenCompleteAsync(
                (found, failure) -> {
                    Failpoints.hit("effect.answered");
                    file(one, sending, found, failure == null ? null : unwrapped(failure));
                },
                workers);
    }

    private Move outcome(Effect from, @Nullable Answer answer, @Nullable Throwable failure) {
        return answer != null && failure == null
                ? outcomes.answered(from, answer)
                : outcomes.failed(from, failure == null ? new IllegalStateException("no answer") : failure);
    }

    private void file(Waiting one, Effect sending, @Nullable Answer answer, @Nullable Throwable failure) {
        Move move = outcome(sending, answer, failure);
        ledger.write(move)
                .whenCompleteAsync(
                        (written, broken) -> {
                            if (broken != null) {
                                again(one, sending, answer, failure, broken);
                            } else if (written == Written.DONE) {
                                end(one, move.after(), null);
                            } else {
                                late(one, move);
                            }
                        },
                        workers);
    }

    /** The database is away. The answer is known here only, so it is kept as long as the lease allows. */
    private void again(
            Waiting one, Effect sending, @Nullable Answer answer, @Nullable Throwable failure, Throwable broken) {
        long since = sending.sentAt() == null ? 0 : ledger.now() - sending.sentAt();
        if (since < ledger.settings().lease().toMillis() && !workers.isShutdown()) {
            workers.schedule(() -> file(one, sending, answer, failure), 500, TimeUnit.MILLISECONDS);
        } else {
            end(one, null, broken);
        }
    }

    /** Somebody took the effect for lost. What we know is evidence. */
    private void late(Waiting one, Move ours) {
        Optional<Effect> now = ledger.effects().find(ours.before().id());
        boolean settles =
                ours.after().state() == EffectState.APPLIED || ours.after().state() == EffectState.REJECTED;
        if (now.isPresent()
                && now.get().state() == EffectState.AMBIGUOUS
                && settles
                && now.get().attempt() == ours.before().attempt()) {
            Move late = ledger.from(now.get())
                    .to(ours.after().state(), "a late answer: " + ours.after().reason())
                    .answer(ours.after().answer())
                    .done();
            ledger.write(late).whenComplete((written, broken) -> end(one, late.after(), broken));
        } else {
            end(one, now.orElse(ours.before()), null);
        }
    }

    private void end(Waiting one, @Nullable Effect effect, @Nullable Throwable failure) {
        synchronized (this) {
            underWay--;
        }
        if (failure != null || effect == null) {
            one.done().completeExceptionally(failure == null ? new IllegalStateException("no effect") : failure);
        } else {
            one.done().complete(effect);
        }
        next(one.intent());
        pump();
    }

    /** Whoever waits behind the same fence. */
    private void next(Effect ended) {
        ended.fence()
                .ifPresent(fence -> workers.execute(
                        () -> ledger.effects().nextOf(fence, ledger.now()).ifPresent(this::send)));
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Nothing more is claimed; what is under way ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.forEach(one -> one.done().complete(one.intent()));
            waiting.clear();
        }
    }

    synchronized boolean isIdle() {
        return underWay == 0;
    }
}
