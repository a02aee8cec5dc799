package ai.returning.routes.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One call to make: operation, parameters by name (path, query and header alike), and a JSON body or a file. */
public record ApiCall(
        String operationId,
        Map<String, String> parameters,
        @Nullable JsonNode json,
        @Nullable Upload upload,
        Priority priority,
        /** The caller does its own waiting and repeating: one attempt, whatever others do or the server asked for. */
        boolean single,
        /** Reading of {@link System#nanoTime} after which no byte of the call may leave; null sets no such limit. */
        @Nullable Long startBy,
        /**
         * Asked right before the first byte would leave; false keeps the call from being sent. It must answer at once, from
         * any thread. Null asks nobody.
         */
        @Nullable BooleanSupplier mayStart) {

    /** A live call that may be repeated where the contract allows it. */
    public ApiCall(
            String operationId, Map<String, String> parameters, @Nullable JsonNode json, @Nullable Upload upload) {
        this(operationId, parameters, json, upload, Priority.LIVE, false, null, null);
    }

    public static ApiCall of(String operationId) {
        return new ApiCall(operationId, Map.of(), null, null);
    }

    public ApiCall with(String parameter, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(parameter, value);
        return new ApiCall(operationId, all, json, upload, priority, single, startBy, mayStart);
    }

    public ApiCall json(JsonNode body) {
        return new ApiCall(operationId, parameters, body, null, priority, single, startBy, mayStart);
    }

    public ApiCall upload(Upload file) {
        return new ApiCall(operationId, parameters, null, file, priority, single, startBy, mayStart);
    }

    public ApiCall priority(Priority other) {
        return new ApiCall(operationId, parameters, json, upload, other, single, startBy, mayStart);
    }

    /** The same call, made once: no repetition, no open circuit and no pause of others holds it back. */
    public ApiCall singleAttempt() {
        return new ApiCall(operationId, parameters, json, upload, priority, true, startBy, mayStart);
    }

    /**
     * The same call, which is not sent at all if its first byte could only leave after a reading of
     * {@link System#nanoTime}.
     */
    public ApiCall startBy(long nanoTime) {
        return new ApiCall(operationId, parameters, json, upload, priority, single, nanoTime, mayStart);
    }

    /** The same call, which is not sent at all if the answer right before its first byte would leave is false. */
    public ApiCall onlyIf(BooleanSupplier asked) {
        return new ApiCall(operationId, parameters, json, upload, priority, single, startBy, asked);
    }
}
