package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ContentType;

/** A client against a loopback server, and the calls the tests make. */
final class Calls {
    /** Repeats at once. */
    static final CallPolicy QUICK =
            CallPolicy.STANDARD.retries(new CallPolicy.Retries(3, Duration.ofMillis(10), Duration.ofMillis(50), 0.1));

    static final String KEY = "canary0key0of0the0community0f00d";
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    static final String USER = "{\"status\":\"success\",\"data\":{\"userId\":\"4417\",\"xp\":310}}";
    static final String QUEUED = "{\"status\":\"success\",\"message\":\"queued\",\"data\":{\"message\":\"see log\"}}";

    private Calls() {}

    static Limits limits(long connect, long send, long answer) {
        return Limits.STANDARD.times(Duration.ofMillis(connect), Duration.ofMillis(send), Duration.ofMillis(answer));
    }

    /** One attempt a call, so that a test sees each fault. */
    static ClientSettings settings(String url) {
        CallPolicy.Retries none = new CallPolicy.Retries(1, Duration.ofMillis(1), Duration.ofMillis(1), 0);
        return ClientSettings.standard()
                .policy(CallPolicy.STANDARD.retries(none))
                .server("integration", url)
                .key("bearer-community-key", KEY);
    }

    static ApiClient client(LoopbackServer server) {
        return client(server.url(), Limits.STANDARD);
    }

    static ApiClient client(LoopbackServer server, Limits limits) {
        return client(server.url(), limits);
    }

    static ApiClient client(String url, Limits limits) {
        return new HttpApiClient(CONTRACT, settings(url).limits(limits), Clock.systemUTC());
    }

    static ApiCall getUserData() {
        return ApiCall.of("getUserData").json(Json.MAPPER.createObjectNode().put("idOrEmail", "kofi@example.org"));
    }

    static ApiCall upload(Path file) {
        return ApiCall.of("bulkUpdateUsers")
                .upload(new Upload(file, "rai-1.csv", "data", "text/csv; charset=utf-8", Map.of()));
    }

    static ApiClient client(String url, Limits limits, CallPolicy policy) {
        return new HttpApiClient(CONTRACT, settings(url).limits(limits).policy(policy), Clock.systemUTC());
    }

    /** As it stands right before its connection: without a body, and nothing that reads an answer. */
    static PreparedCall prepared(String operation, URI uri, Map<String, String> headers) {
        return new PreparedCall(
                CONTRACT.operation(operation),
                uri,
                headers,
                null,
                ContentType.APPLICATION_JSON,
                null,
                Priority.BULK,
                false,
                null,
                null,
                null,
                null,
                null);
    }

    static CallFailedException asyncFailure(ApiClient client, ApiCall call) {
        return catchThrowableOfType(CallFailedException.class, () -> answer(client.callAsync(call)));
    }

    /** What the stage completes with, or throws what it fails with. */
    static Answer answer(CompletionStage<Answer> stage) throws Throwable {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    static CallFailedException failure(ApiClient client, ApiCall call) {
        return catchThrowableOfType(CallFailedException.class, () -> client.call(call));
    }
}
