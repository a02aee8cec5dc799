package ai.returning.routes.client;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Makes calls without a thread each: one thread of input and output, one timer. */
final class AsyncCaller implements AutoCloseable {
    private final CloseableHttpAsyncClient http;
    private final CallWatch watch;
    private final CallGate gate;
    private final ScheduledExecutorService timer;
    private final ClientSettings.Limits limits;
    /** Calls that wait for their next attempt, with the failure of the last. */
    private final Map<Running, CallFailedException> resting = new ConcurrentHashMap<>();

    private final Queue<Runnable> completions = new ConcurrentLinkedQueue<>();

    AsyncCaller(ClientSettings settings, CallWatch watch, CallGate gate, ScheduledExecutorService timer) {
        this.http = HttpEngine.openAsync(settings);
        this.watch = watch;
        this.gate = gate;
        this.timer = timer;
        this.limits = settings.limits();
    }

    CompletionStage<Answer> call(PreparedCall call) {
        try {
            // Starts with the first call: who never calls so, as a sync run, has no thread for it.
            http.start();
            if (!ClientThread.isCurrent() && !gate.turns().awaitRoom()) {
                return CompletableFuture.failedStage(call.failures()
                        .noTurn(Turn.Refusal.QUEUE_FULL, gate.turns().longestWait()));
            }
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(call.failures().closed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedStage(call.failures().notStarted("the thread was interrupted", e));
        }
        Running running = new Running(call);
        running.next();
        return running.handOut();
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
        endResting();
        complete();
    }

    /** What hangs on a stage is foreign work: it runs on a thread of ours, not of another caller's route. */
    private void onOwnThread(Runnable completion) {
        if (ClientThread.isCurrent()) {
            completion.run();
            return;
        }
        completions.add(completion);
        try {
            timer.execute(this::complete);
        } catch (RejectedExecutionException closed) {
            complete();
        }
    }

    private void complete() {
        for (Runnable one = completions.poll(); one != null; one = completions.poll()) {
            one.run();
        }
    }

    private void endResting() {
        for (Running call : resting.keySet()) {
            CallFailedException failure = resting.remove(call);
            if (failure != null) {
                call.fail(failure);
            }
        }
    }

    /** One call with all its attempts. */
    private final class Running implements Turn, AsyncExchange.Outcome {
        private final PreparedCall call;
        private final CompletableFuture<Answer> result = new CompletableFuture<>();
        private boolean handedOut;
        private int attempt;
        private long startedAt;
        private volatile @Nullable AsyncExchange exchange;

        Running(PreparedCall call) {
            this.call = call;
        }

        void next() {
            attempt++;
            gate.turns().enter(this, call.turn(true));
        }

        @Override
        public void granted() {
            if (call.isOverdue()) {
                gate.turns().release();
                fail(call.failures().overdue());
                return;
            }
            try {
                gate.pass(call);
            } catch (CallFailedException resting) {
                gate.turns().release();
                over(resting);
                return;
            }
            startedAt = System.nanoTime();
            AsyncExchange started = new AsyncExchange(call, watch, limits, this);
            exchange = started;
            started.start(http);
        }

        @Override
        public void refused(Refusal why, Duration waited) {
            fail(call.failures().noTurn(why, waited));
        }

        @Override
        public void answered(RawAnswer raw) {
            try {
                Answer answer = call.reader().read(raw, deadline().sentAll());
                gate.succeeded(call, startedAt);
                gate.turns().release();
                end(() -> result.complete(answer));
            } catch (CallFailedException e) {
                failed(e);
            } catch (RuntimeException e) {
                // a bug of ours must not leave anyone waiting
                gate.abandoned(call);
                gate.turns().release();
                fail(e);
            }
        }

        @Override
        public void broke(Exception cause) {
            boolean poolBusy = cause instanceof ConnectionRequestTimeoutException;
            CallFailedException failure = poolBusy
                    ? call.failures().noConnection(cause)
                    : call.failures().broken(deadline(), cause);
            if (poolBusy || deadline().endedByUs()) {
                gate.abandoned(call);
                gate.turns().release();
                fail(failure);
            } else {
                failed(failure);
            }
        }

        /** From now on others may have work that hangs on the result. */
        synchronized CompletionStage<Answer> handOut() {
            handedOut = true;
            return result;
        }

        private void fail(Exception failure) {
            end(() -> result.completeExceptionally(failure));
        }

        private void end(Runnable completion) {
            synchronized (this) {
                if (!handedOut) {
                    completion.run();
                    return;
                }
            }
            onOwnThread(completion);
        }

        private CallDeadline deadline() {
            return Objects.requireNonNull(exchange).deadline();
        }

        private void failed(CallFailedException failure) {
            gate.failed(call, failure, startedAt);
            gate.turns().release();
            over(failure);
        }

        /** The attempt is over: another one, or the end. */
        private void over(CallFailedException failure) {
            Optional<Duration> wait = gate.again(call, failure, attempt);
            if (wait.isEmpty()) {
                fail(failure);
                return;
            }
            resting.put(this, failure);
            try {
                timer.schedule(this::wake, wait.get().toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                endResting();
            }
        }

        private void wake() {
            if (resting.remove(this) != null) {
                next();
            }
        }
    }
}
