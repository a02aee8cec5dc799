package ai.returning.routes.effects;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The real client, whose first call hangs after its answer until it is let go. */
final class HeldClient implements ApiClient {
    private final ApiClient real;
    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Void> free = new CompletableFuture<>();

    HeldClient(ApiClient real) {
        this.real = real;
    }

    int calls() {
        return calls.get();
    }

    void letGo() {
        free.complete(null);
    }

    @Override
    public Answer call(ApiCall call) {
        return real.call(call);
    }

    @Override
    public CompletionStage<Answer> callAsync(ApiCall call) {
        CompletionStage<Answer> answer = real.callAsync(call);
        return calls.incrementAndGet() == 1 ? answer.thenCombine(free, (found, gone) -> found) : answer;
    }

    /** The real client is closed by whoever opened it. */
    @Override
    public void close() {}
}
