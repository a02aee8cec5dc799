package ai.returning.routes.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Makes calls on the thread that asks for them. */
final class BlockingCaller implements AutoCloseable {
    private final CloseableHttpClient http;
    private final CallWatch watch;
    private final CallGate gate;
    private final ClientSettings.Limits limits;
    private final CountDownLatch closed = new CountDownLatch(1);

    BlockingCaller(ClientSettings settings, CallWatch watch, CallGate gate) {
        this.http = HttpEngine.open(settings);
        this.watch = watch;
        this.gate = gate;
        this.limits = settings.limits();
    }

    Answer call(PreparedCall call) {
        for (int attempt = 1; ; attempt++) {
            try {
                awaitTurn(call);
                gate.pass(call);
                return attempt(call);
            } catch (CallFailedException e) {
                Optional<Duration> wait = interrupted() ? Optional.empty() : gate.again(call, e, attempt);
                if (wait.isEmpty() || !rest(wait.get())) {
                    throw e;
                }
            }
        }
    }

    private Answer attempt(PreparedCall call) {
        long start = System.nanoTime();
        Exchange exchange = new Exchange(http, watch, call, limits);
        try {
            Answer answer =
                    call.reader().read(exchange.run(), exchange.deadline().sentAll());
            gate.succeeded(call, start);
            return answer;
        } catch (CallFailedException e) {
            gate.failed(call, e, start);
            throw e;
        } catch (IOException | HttpException | IllegalStateException e) {
            // the last one: the client was closed
            boolean poolBusy = e instanceof ConnectionRequestTimeoutException;
            CallFailedException failure =
                    poolBusy ? call.failures().noConnection(e) : call.failures().broken(exchange.deadline(), e);
            if (poolBusy || exchange.deadline().endedByUs() || e instanceof IllegalStateException) {
                gate.abandoned(call);
            } else {
                gate.failed(call, failure, start);
            }
            throw failure;
        } catch (RuntimeException e) {
            gate.abandoned(call);
            throw e;
        }
    }

    private void awaitTurn(PreparedCall call) {
        Waiter waiter = new Waiter();
        gate.turns().enter(waiter, call.turn(false));
        try {
            // a turn that came at once needs no wait, and an interrupt is the business of the call itself
            if (waiter.answered.getCount() > 0) {
                waiter.answered.await();
            }
        } catch (InterruptedException e) {
            gate.turns().leave(waiter);
            Thread.currentThread().interrupt();
            throw call.failures().notStarted("the thread was interrupted", e);
        }
        Turn.Refusal refusal = waiter.refusal;
        if (refusal != null) {
            throw call.failures().noTurn(refusal, waiter.waited);
        }
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** False if the thread was interrupted or the client was closed meanwhile. */
    private boolean rest(Duration wait) {
        try {
            return !closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        http.close(CloseMode.IMMEDIATE);
    }

    private static final class Waiter implements Turn {
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile Duration waited = Duration.ZERO;
        private volatile Turn.@Nullable Refusal refusal;

        @Override
        public void granted() {
            answered.countDown();
        }

        @Override
        public void refused(Refusal why, Duration after) {
            waited = after;
            refusal = why;
            answered.countDown();
        }
    }
}
