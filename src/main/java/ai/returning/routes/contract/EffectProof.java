package ai.returning.routes.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom an effect concerns, and how one learns whether it happened ({@code x-rai-effect-proof}). An operation without this
 * mark has an answer that counts and nothing to read back. Values of a call are named by JSON pointers into
 * {@code {parameters, body}}.
 *
 * @param subject where the call names whom it concerns; empty if nowhere
 * @param fence where the call names what its effects have in common whose order matters; empty if order is no matter
 * @param answerProves whether a success in the answer proves that it happened
 * @param refusalIsSafe whether a 429 proves that it did not happen
 * @param readBack the query that shows it
 * @param missingJobProves whether somebody has seen at a tenant that a file without a job was not taken; without that its
 *     effects need a person
 */
public record EffectProof(
        Optional<String> subject,
        List<String> fence,
        boolean answerProves,
        boolean refusalIsSafe,
        Optional<ReadBack> readBack,
        boolean missingJobProves) {
    /** The mark in the contract. */
    public static final String MARK = "x-rai-effect-proof";

    private static final EffectProof NONE =
            new EffectProof(Optional.empty(), List.of(), true, false, Optional.empty(), false);

    /**
     * A query of what happened.
     *
     * @param operation the query
     * @param parameters its parameters, by pointers
     * @param body its body: keys by pointers
     * @param items pointer to the list in the payload; empty if the payload is the list
     * @param same pointers into an item, with what must stand there
     * @param each true if every effect leaves an item of its own; false if one item stands for all
     * @param time pointer to the time of an item, in ISO 8601, needed where each leaves its own
     * @param absenceProves whether somebody has seen at a tenant that what the query does not show did not happen;
     *     without that an effect which is not shown needs a person; never true of a value that is added to
     * @param value in place of a list: a value that the call changes
     */
    public record ReadBack(
            String operation,
            Map<String, String> parameters,
            Map<String, String> body,
            String items,
            Map<String, String> same,
            boolean each,
            Optional<String> time,
            boolean absenceProves,
            Optional<Value> value) {}

    /**
     * A value that the query shows, and what the call does with it.
     *
     * @param shown pointer into the payload: the value, or an object whose members are the values
     * @param given pointer into the call: what is added or set, of the same form
     * @param adds whether it is added, so that the value before the call has to be known; else it is set
     */
    public record Value(String shown, String given, boolean adds) {}

    /**
     * Whether the operation says how it is proved. Then the ledger can do it, also where repeating it is not known to do
     * harm.
     */
    public static boolean isMarked(Operation operation) {
        return operation.definition().has(MARK);
    }

    /** The mark of an operation. The contract has checked its form when it was loaded. */
    public static EffectProof of(Operation operation) {
        JsonNode mark = operation.definition().path(MARK);
        if (mark.isMissingNode()) {
            return NONE;
        }
        JsonNode query = mark.path("read-back");
        List<String> fence = new ArrayList<>();
        mark.path("fence").forEach(pointer -> fence.add(pointer.asText()));
        return new EffectProof(
                Optional.ofNullable(mark.path("subject").textValue()),
                List.copyOf(fence),
                mark.path("answer").asText("proof").equals("proof"),
                mark.path("refusal").asText("unknown").equals("nothing-happened"),
                query.isMissingNode() ? Optional.empty() : Optional.of(readBack(query)),
                mark.at("/jobs/absence").asText("no-proof").equals("proof"));
    }

    private static ReadBack readBack(JsonNode query) {
        return new ReadBack(
                query.path("operation").asText(),
                texts(query.path("parameters")),
                texts(query.path("body")),
                query.path("items").asText(""),
                texts(query.path("same")),
                query.path("counts").asText("once").equals("each"),
                Optional.ofNullable(query.path("time").textValue()),
                query.path("absence").asText("no-proof").equals("proof"),
                Optional.of(query.path("value")).filter(JsonNode::isObject).map(EffectProof::value));
    }

    private static Value value(JsonNode value) {
        boolean adds = value.has("adds");
        return new Value(
                value.path("shown").asText(), value.path(adds ? "adds" : "sets").asText(), adds);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
