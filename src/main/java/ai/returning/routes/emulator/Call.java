package ai.returning.routes.emulator;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An authorised call of one operation, body read. */
record Call(
        Operation operation,
        Map<String, String> pathParameters,
        Map<String, String> query,
        @Nullable String contentType,
        byte[] body,
        ApiKey key,
        boolean encrypted,
        List<Fault> faults,
        RequestLog.Entry entry) {

    /** The same with another body, such as the one within an encrypted one. */
    Call withBody(byte[] opened) {
        return new Call(operation, pathParameters, query, contentType, opened, key, encrypted, faults, entry);
    }

    boolean struckBy(Fault.Kind kind) {
        return fault(kind) != null;
    }

    @Nullable
    Fault fault(Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).findFirst().orElse(null);
    }

    /** A whole number of the query within limits. */
    int number(String name, int fallback, int least, int most) throws RefusedException {
        String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw RefusedException.partial(400, name + " must be a whole number");
        }
        throw RefusedException.partial(400, name + " must be from " + least + " to " + most);
    }

    /** The body as a JSON object. */
    JsonNode json() throws RefusedException {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw RefusedException.partial(400, "Body is not JSON");
        } catch (IOException e) {
            throw RefusedException.partial(400, "Body cannot be read");
        }
        throw RefusedException.partial(400, "Body must be a JSON object");
    }

    /** 200 in the envelope of the operation; {@code more} stands beside the payload. */
    HttpReply ok(@Nullable String message, JsonNode payload, Map<String, JsonNode> more) {
        ObjectNode reply = Envelopes.success(operation.envelope().name(), 200, message, payload);
        reply.setAll(more);
        return HttpReply.json(200, reply, operation.evidence());
    }

    HttpReply ok(@Nullable String message, JsonNode payload) {
        return ok(message, payload, Map.of());
    }

    /** 201 in the envelope of the operation. */
    HttpReply created(String message, JsonNode payload) {
        return HttpReply.json(
                201, Envelopes.success(operation.envelope().name(), 201, message, payload), operation.evidence());
    }

    /** 200 with a text and no payload at all, as the message operations answer. */
    HttpReply done(String message) {
        ObjectNode reply = Json.MAPPER.createObjectNode().put("status", "success");
        return HttpReply.json(200, reply.put("message", message), operation.evidence());
    }

    /** A page in {@code meta.pagination}, as the application host shows it. */
    HttpReply paged(String message, Page<?> page, JsonNode items) {
        ObjectNode reply = Envelopes.success(operation.envelope().name(), 200, message, items);
        reply.withObject("/meta").set("pagination", page.metaBlock());
        return HttpReply.json(200, reply, operation.evidence());
    }

    String pathParameter(String name) {
        return pathParameters.getOrDefault(name, "");
    }
}
