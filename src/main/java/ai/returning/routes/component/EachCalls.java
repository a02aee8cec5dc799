package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Calls for each item of a list, so many at a time, without a thread that waits. Outcomes keep the order of the items. */
final class EachCalls {
    private static final String NOT_CALLED = "not called, because another item failed";

    private final int inFlight;
    private final boolean stopAtFailure;
    private final IntFunction<CompletionStage<Answer>> calls;
    private final Function<Answer, @Nullable Object> result;

    private final Executor workers;

    private final int count;
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<EachResult> done = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger();
    /** From here on only touched in a turn, of which there is one at a time. */
    private final @Nullable CallOutcome[] outcomes;

    private final @Nullable RaiException[] failures;
    private int started;
    private int finished;
    private boolean stopped;

    /** How a call ended; read in a turn, because the threads of the client have others to serve. */
    private record Ended(
            int index, @Nullable Answer answer, @Nullable Throwable failure) {}

    /**
     * @param calls makes the call of an item; what it throws counts as the item's failure
     * @param result what an outcome shows of an answer
     * @param workers where further calls are made when others ended
     */
    EachCalls(
            int inFlight,
            boolean stopAtFailure,
            int count,
            IntFunction<CompletionStage<Answer>> calls,
            Function<Answer, @Nullable Object> result,
            Executor workers) {
        this.inFlight = inFlight;
        this.stopAtFailure = stopAtFailure;
        this.count = count;
        this.calls = calls;
        this.result = result;
        this.workers = workers;
        this.outcomes = new CallOutcome[count];
        this.failures = new RaiException[count];
    }

    CompletableFuture<EachResult> run() {
        turns.incrementAndGet();
        turn();
        return done;
    }

    private void ended(int index, @Nullable Answer answer, @Nullable Throwable failure) {
        ended.add(new Ended(index, answer, failure));
        if (turns.getAndIncrement() == 0) {
            workers.execute(this::turn);
        }
    }

    /** Files what ended and starts what may start. Who ends a call meanwhile only adds to the queue. */
    private void turn() {
        int seen = turns.get();
        while (seen != 0) {
            for (Ended call = ended.poll(); call != null; call = ended.poll()) {
                file(call);
            }
            while (!stopped && started < count && started - finished < inFlight) {
                start(started++);
            }
            if (finished == started && (stopped || started == count)) {
                done.complete(result());
            }
            seen = turns.addAndGet(-seen);
        }
    }

    private void start(int index) {
        CompletionStage<Answer> call;
        try {
            call = calls.apply(index);
        } catch (RuntimeException e) {
            ended(index, null, e);
            return;
        }
        call.whenComplete((answer, failure) -> ended(index, answer, failure));
    }

    private void file(Ended call) {
        finished++;
        Answer answer = call.answer();
        try {
            if (answer == null || call.failure() != null) {
                failed(call.index(), Failures.coded(orNoAnswer(call.failure())));
            } else {
                outcomes[call.index()] = new CallOutcome(call.index(), answer.status(), result.apply(answer), null);
            }
        } catch (RuntimeException e) {
            failed(call.index(), Failures.coded(e));
        }
    }

    private static Throwable orNoAnswer(@Nullable Throwable failure) {
        return failure == null ? new IllegalStateException("no answer") : failure;
    }

    private void failed(int index, RaiException failure) {
        int status = failure instanceof CallFailedException call ? call.status() : 0;
        failures[index] = failure;
        outcomes[index] = new CallOutcome(index, status, null, failure.getMessage());
        if (stopAtFailure) {
            stopped = true;
        }
    }

    private EachResult result() {
        List<CallOutcome> all = new ArrayList<>(count);
        RaiException first = null;
        int firstIndex = 0;
        for (int i = 0; i < count; i++) {
            CallOutcome outcome = outcomes[i];
            all.add(outcome == null ? new CallOutcome(i, 0, null, NOT_CALLED) : outcome);
            if (first == null && failures[i] != null) {
                first = failures[i];
                firstIndex = i;
            }
        }
        return new EachResult(List.copyOf(all), started, first, firstIndex);
    }

    /** All outcomes, how many items were called, and the first failure in the order of the items. */
    record EachResult(
            List<CallOutcome> outcomes,
            int called,
            @Nullable RaiException failure,
            int failedAt) {}
}
