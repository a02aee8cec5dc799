package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Calls for each item of a list, so many at a time, without a thread that waits. Outcomes keep the order of the items. */
final class EachCalls {
    private static final String NOT_CALLED = "not called, because another item failed";

    private final ApiClient client;
    private final int inFlight;
    private final boolean stopAtFailure;
    private final IntFunction<ApiCall> calls;
    private final Function<Answer, @Nullable Object> result;

    private final int count;
    private final AtomicReferenceArray<@Nullable CallOutcome> outcomes;
    private final AtomicReferenceArray<@Nullable RaiException> failures;
    private final CompletableFuture<EachResult> done = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile boolean stopped;
    /** Only touched in a turn, of which there is one at a time. */
    private int started;

    /**
     * @param calls makes the call of an item; what it throws counts as the item's failure
     * @param result what an outcome shows of an answer
     */
    EachCalls(
            ApiClient client,
            int inFlight,
            boolean stopAtFailure,
            int count,
            IntFunction<ApiCall> calls,
            Function<Answer, @Nullable Object> result) {
        this.client = client;
        this.inFlight = inFlight;
        this.stopAtFailure = stopAtFailure;
        this.count = count;
        this.calls = calls;
        this.result = result;
        this.outcomes = new AtomicReferenceArray<>(count);
        this.failures = new AtomicReferenceArray<>(count);
    }

    CompletableFuture<EachResult> run() {
        turn();
        return done;
    }

    /** Starts what may start. A call that ends at once comes back here and is only counted, so the stack stays flat. */
    private void turn() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            while (!stopped && started < count && started - finished.get() < inFlight) {
                start(started++);
            }
            if (finished.get() == started && (stopped || started == count)) {
                done.complete(result());
            }
            seen = turns.addAndGet(-seen);
        }
    }

    private void start(int index) {
        CompletionStage<Answer> call;
        try {
            call = client.callAsync(calls.apply(index));
        } catch (RaiException e) {
            ended(index, null, e);
            return;
        }
        call.whenComplete((answer, failure) -> ended(index, answer, failure));
    }

    private void ended(int index, @Nullable Answer answer, @Nullable Throwable failure) {
        try {
            if (answer == null || failure != null) {
                failed(index, Failures.coded(failure == null ? new IllegalStateException("no answer") : failure));
            } else {
                outcomes.set(index, new CallOutcome(index, answer.status(), result.apply(answer), null));
            }
        } catch (RuntimeException e) {
            failed(index, Failures.coded(e));
        }
        finished.incrementAndGet();
        turn();
    }

    private void failed(int index, RaiException failure) {
        int status = failure instanceof CallFailedException call ? call.status() : 0;
        failures.set(index, failure);
        outcomes.set(index, new CallOutcome(index, status, null, failure.getMessage()));
        if (stopAtFailure) {
            stopped = true;
        }
    }

    private EachResult result() {
        List<CallOutcome> all = new ArrayList<>(count);
        RaiException first = null;
        int firstIndex = 0;
        for (int i = 0; i < count; i++) {
            CallOutcome outcome = outcomes.get(i);
            all.add(outcome == null ? new CallOutcome(i, 0, null, NOT_CALLED) : outcome);
            if (first == null && failures.get(i) != null) {
                first = failures.get(i);
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
