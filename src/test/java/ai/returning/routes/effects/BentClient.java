package ai.returning.routes.effects;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The real client before a tenant that shows its lists in another way than the emulator. */
public final class BentClient implements ApiClient {
    private final ApiClient real;
    private final UnaryOperator<ApiCall> query;
    private final Consumer<Shown> bend;

    /** @param query changes what is asked for */
    public BentClient(ApiClient real, UnaryOperator<ApiCall> query, Consumer<Shown> bend) {
        this.real = real;
        this.query = query;
        this.bend = bend;
    }

    /** The items of a page, to be changed in place, and the page that was asked for. */
    public record Shown(ArrayNode items, String page) {}

    @Override
    public Answer call(ApiCall call) {
        Answer answer = real.call(query.apply(call));
        ArrayNode items = Json.MAPPER.createArrayNode();
        answer.payload().forEach(item -> items.add(item.<JsonNode>deepCopy()));
        bend.accept(new Shown(items, call.parameters().getOrDefault("page", "")));
        return new Answer(
                answer.status(), items, answer.whole(), answer.message(), answer.evidence(), answer.headers());
    }

    @Override
    public CompletionStage<Answer> callAsync(ApiCall call) {
        return real.callAsync(call);
    }

    /** The real client is closed by whoever opened it. */
    @Override
    public void close() {}
}
