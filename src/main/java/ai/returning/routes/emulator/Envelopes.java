package ai.returning.routes.emulator;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The wrappings of the vendor's answers. */
final class Envelopes {
    private Envelopes() {}

    /** A success; {@code message} is left out when null. */
    @Behaviour(of = "envelopes", does = "Success is wrapped as the envelope of the operation in the contract says.")
    @Documented(page = "https://dev.returning.ai/get-user-data", asOf = "2026-04")
    static ObjectNode success(String envelope, int status, @Nullable String message, JsonNode payload) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        switch (envelope) {
            case "application" -> {
                body.putObject("meta").put("status", "success").put("statusCode", status);
                putMessage(body, message);
                body.set("data", payload);
            }
            case "system" -> {
                String text = message == null ? "" : message;
                body.putObject("meta").put("success", true).put("message", text).put("devMessage", text);
                body.set("body", payload);
            }
            case "bare" -> body = payload.isObject() ? (ObjectNode) payload : body.set("data", payload);
            case "widget" -> body.set("data", payload);
            default -> {
                body.put("status", "success");
                putMessage(body, message);
                body.set("data", payload);
            }
        }
        return body;
    }

    static HttpReply error(String envelope, int status, String message, Evidence basis) {
        return error(envelope, status, message, List.of(), basis);
    }

    @Behaviour(
            of = "envelopes",
            does =
                    "An error has the envelope of its operation with a text and no payload; a body with wrong fields also"
                            + " gets a list errors of field and message, in meta where the envelope has one.")
    @Assumed(why = "status codes are documented, no error body is")
    static HttpReply error(
            String envelope, int status, String message, List<RefusedException.FieldError> errors, Evidence basis) {
        ObjectNode body = errorBody(envelope, status, message);
        if (!errors.isEmpty()) {
            ObjectNode place = body.get("meta") instanceof ObjectNode meta ? meta : body;
            place.set("errors", Json.MAPPER.valueToTree(errors));
        }
        return HttpReply.json(status, body, basis);
    }

    private static ObjectNode errorBody(String envelope, int status, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        switch (envelope) {
            case "integration" -> body.put("status", "error").put("message", message);
            case "application" -> {
                body.putObject("meta").put("status", "error").put("statusCode", status);
                body.put("message", message);
            }
            case "system" -> {
                body.putObject("meta")
                        .put("success", false)
                        .put("message", message)
                        .put("devMessage", message);
                body.putNull("body");
            }
            default -> body.put("message", message);
        }
        return body;
    }

    private static void putMessage(ObjectNode body, @Nullable String message) {
        if (message != null) {
            body.put("message", message);
        }
    }
}
