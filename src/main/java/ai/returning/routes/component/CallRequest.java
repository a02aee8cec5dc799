package ai.returning.routes.component;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads a call off a message: parameters from variables, the JSON from the body, nothing from headers. */
final class CallRequest {
    private CallRequest() {}

    static ApiCall of(Operation operation, Exchange exchange) {
        ApiCall call = new ApiCall(operation.id(), parameters(operation, exchange), null, null);
        JsonNode json = operation.definition().has("requestBody") ? json(operation, exchange) : null;
        return json == null ? call : call.json(json);
    }

    private static Map<String, String> parameters(Operation operation, Exchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ApiParameter parameter : operation.parameters()) {
            String variable = ReturningAiConstants.VARIABLE_PREFIX + parameter.name();
            String value = exchange.getVariable(variable, String.class);
            if (value != null) {
                values.put(parameter.name(), value);
            } else if (parameter.required()) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "returning-ai:" + operation.id() + " needs the parameter '" + parameter.name()
                                + "'. Set the variable '" + variable + "' in a step before it.");
            }
        }
        return values;
    }

    private static @Nullable JsonNode json(Operation operation, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return null;
        }
        if (body instanceof JsonNode node) {
            return node;
        }
        if (body instanceof Map<?, ?> || body instanceof Iterable<?> || body instanceof Number) {
            return Json.MAPPER.valueToTree(body);
        }
        return parse(operation, exchange.getMessage().getBody(String.class), body);
    }

    private static @Nullable JsonNode parse(Operation operation, @Nullable String text, Object body) {
        if (text == null) {
            throw unfit(operation, "a body of type " + body.getClass().getSimpleName() + " is no JSON");
        }
        if (text.isBlank()) {
            return null;
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            // The parser's own message quotes the body, which may hold personal data.
            throw unfit(operation, "the body is not valid JSON (line " + line + ")");
        }
    }

    private static RaiException unfit(Operation operation, String problem) {
        return new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai:" + operation.id() + " cannot be called: " + problem
                        + ". Give it a map, a list or JSON text.");
    }
}
