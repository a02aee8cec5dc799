package ai.returning.routes.crm;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a message as the steps that write to a CRM read it. */
final class StepBody {
    private StepBody() {}

    /** @param crm its name, for messages */
    static JsonNode tree(String crm, Object body) {
        try {
            return body instanceof byte[] || body instanceof String
                    ? Json.MAPPER.readTree(body instanceof byte[] bytes ? new String(bytes, UTF_8) : body.toString())
                    : Json.MAPPER.valueToTree(body);
        } catch (JacksonException | IllegalArgumentException e) {
            throw unfit(crm, "the body is no JSON");
        }
    }

    /** The things of the body: it is one, or a list of them. */
    static List<Map<String, Object>> list(String crm, String what, Object body) {
        JsonNode node = tree(crm, body);
        List<Map<String, Object>> all = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node : List.of(node)) {
            all.add(values(crm, what, one));
        }
        return all;
    }

    /** Plain values by name, as text; a null is an empty text, which empties the property. */
    static Map<String, Object> values(String crm, String what, JsonNode one) {
        if (!one.isObject()
                || one.properties().stream().anyMatch(value -> value.getValue().isContainerNode())) {
            throw unfit(crm, what + " is an object of plain values, by API name");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        one.properties()
                .forEach(value -> values.put(
                        value.getKey(),
                        value.getValue().isNull() ? "" : value.getValue().asText()));
        return values;
    }

    static RaiException unfit(String crm, String what) {
        return new RaiException(
                ErrorCode.BODY_UNFIT, crm + " was not called: " + what + ". Give the step a body of this form.");
    }
}
