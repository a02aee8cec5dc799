package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A client against a loopback server, and the calls the tests make. */
final class Calls {
    static final String KEY = "canary0key0of0the0community0f00d";
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    static final String USER = "{\"status\":\"success\",\"data\":{\"userId\":\"4417\",\"xp\":310}}";
    static final String QUEUED = "{\"status\":\"success\",\"message\":\"queued\",\"data\":{\"message\":\"see log\"}}";

    private Calls() {}

    static Limits limits(long connect, long send, long answer) {
        return Limits.STANDARD.times(Duration.ofMillis(connect), Duration.ofMillis(send), Duration.ofMillis(answer));
    }

    static ClientSettings settings(String url) {
        return ClientSettings.standard().server("integration", url).key("bearer-community-key", KEY);
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

    static CallFailedException failure(ApiClient client, ApiCall call) {
        return catchThrowableOfType(CallFailedException.class, () -> client.call(call));
    }
}
