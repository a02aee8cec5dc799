package ai.returning.routes.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call to make: operation, parameters by name (path, query and header alike), and a JSON body or a file. */
public record ApiCall(
        String operationId,
        Map<String, String> parameters,
        @Nullable JsonNode json,
        @Nullable Upload upload) {

    public static ApiCall of(String operationId) {
        return new ApiCall(operationId, Map.of(), null, null);
    }

    public ApiCall with(String parameter, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(parameter, value);
        return new ApiCall(operationId, all, json, upload);
    }

    public ApiCall json(JsonNode body) {
        return new ApiCall(operationId, parameters, body, null);
    }

    public ApiCall upload(Upload file) {
        return new ApiCall(operationId, parameters, null, file);
    }
}
