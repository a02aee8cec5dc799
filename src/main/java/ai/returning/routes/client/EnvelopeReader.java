package ai.returning.routes.client;

import ai.returning.routes.contract.Envelope;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes an answer out of its envelope. Unknown fields and missing texts do not matter. */
final class EnvelopeReader {
    private final List<Form> accepted;

    /** The operation's own envelope first, then those that may come in its place. */
    EnvelopeReader(List<Envelope> accepted) {
        this.accepted = accepted.stream().map(Form::of).toList();
    }

    /** An answer without its wrapping; {@code marked}: it carries the success mark of an accepted envelope. */
    record Opened(JsonNode whole, JsonNode payload, String message, boolean saysError, boolean marked) {}

    /** An envelope with its pointers compiled; {@code success} is null where it has no mark. */
    private record Form(
            String name,
            JsonPointer payload,
            List<JsonPointer> texts,
            @Nullable JsonPointer success,
            List<String> successValues) {

        static Form of(Envelope envelope) {
            return new Form(
                    envelope.name(),
                    JsonPointer.compile(envelope.payload()),
                    envelope.message().stream().map(JsonPointer::compile).toList(),
                    envelope.success().isEmpty() ? null : JsonPointer.compile(envelope.success()),
                    envelope.successValues());
        }

        JsonNode mark(JsonNode whole) {
            return success == null ? MissingNode.getInstance() : whole.at(success);
        }

        String message(JsonNode whole) {
            for (JsonPointer text : texts) {
                JsonNode node = whole.at(text);
                if (node.isTextual()) {
                    return node.textValue();
                }
            }
            return "";
        }
    }

    /** The accepted envelopes, for a message. */
    String names() {
        return accepted.stream().map(Form::name).collect(Collectors.joining(" or "));
    }

    /** The opened answer; null if the body is not JSON; missing nodes if it is empty. */
    @Nullable
    Opened open(byte[] body) {
        JsonNode whole = parse(body);
        if (whole == null) {
            return null;
        }
        Form form = formOf(whole);
        JsonNode mark = form.mark(whole);
        String message = form.message(whole);
        // an envelope without a success mark is known by its text
        boolean marked = form.success() == null ? !message.isEmpty() : mark.isValueNode();
        boolean saysError = mark.isValueNode() && !form.successValues().contains(mark.asText());
        return new Opened(whole, whole.at(form.payload()), message, saysError, marked);
    }

    private static @Nullable JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode whole = Json.MAPPER.readTree(body);
            return whole.isContainerNode() ? whole : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The first whose success mark is there; the operation's own if none is. */
    private Form formOf(JsonNode whole) {
        for (Form form : accepted) {
            if (form.mark(whole).isValueNode()) {
                return form;
            }
        }
        return accepted.get(0);
    }
}
