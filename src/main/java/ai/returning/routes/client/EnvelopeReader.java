package ai.returning.routes.client;

import ai.returning.routes.contract.Envelope;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes an answer out of its envelope. Unknown fields and missing texts do not matter. */
final class EnvelopeReader {
    private final List<Envelope> accepted;

    /** The operation's own envelope first, then those that may come in its place. */
    EnvelopeReader(List<Envelope> accepted) {
        this.accepted = accepted;
    }

    /** An answer without its wrapping; {@code marked}: it carries the success mark of an accepted envelope. */
    record Opened(JsonNode whole, JsonNode payload, String message, boolean saysError, boolean marked) {}

    /** The accepted envelopes, for a message. */
    String names() {
        return accepted.stream().map(Envelope::name).collect(Collectors.joining(" or "));
    }

    /** The opened answer; null if the body is not JSON; missing nodes if it is empty. */
    @Nullable
    Opened open(byte[] body) {
        JsonNode whole = parse(body);
        if (whole == null) {
            return null;
        }
        Envelope envelope = envelopeOf(whole);
        return new Opened(
                whole,
                whole.at(envelope.payload()),
                message(envelope, whole),
                saysError(envelope, whole),
                marked(envelope, whole));
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
    private Envelope envelopeOf(JsonNode whole) {
        return accepted.stream()
                .filter(envelope -> !envelope.success().isEmpty()
                        && whole.at(envelope.success()).isValueNode())
                .findFirst()
                .orElse(accepted.get(0));
    }

    /** An envelope without a success mark is known by its text. */
    private static boolean marked(Envelope envelope, JsonNode whole) {
        return envelope.success().isEmpty()
                ? !message(envelope, whole).isEmpty()
                : whole.at(envelope.success()).isValueNode();
    }

    private static boolean saysError(Envelope envelope, JsonNode whole) {
        JsonNode mark = envelope.success().isEmpty() ? MissingNode.getInstance() : whole.at(envelope.success());
        return mark.isValueNode() && !envelope.successValues().contains(mark.asText());
    }

    private static String message(Envelope envelope, JsonNode whole) {
        return envelope.message().stream()
                .map(whole::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst()
                .orElse("");
    }
}
