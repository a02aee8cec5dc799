package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Kamelets call as the bean {@code salesforce}: the body of a message in, what Salesforce says out. Thread-safe.
 */
public final class SalesforceSteps {
    private static final String NAME = "Salesforce";

    private final Supplier<SalesforceWriter> writer;

    /** @param writer asked for at the first step, so that a flow that writes nothing needs no login */
    public SalesforceSteps(Supplier<SalesforceWriter> writer) {
        this.writer = writer;
    }

    /**
     * Creates or updates the record of the body, or each one of a list.
     *
     * @param object such as Account
     * @param key the external id field, which each record has; no two the same
     * @return {@code ids} of the records, in their order
     * @throws RaiException CRM_REFUSED if Salesforce refused any of them; the others were written, and a second time
     *     does no harm
     */
    public Map<String, Object> upsertRecords(Object body, String object, String key) {
        JsonNode tree = StepBody.tree(NAME, body);
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (JsonNode one : tree.isArray() ? tree : List.of(tree)) {
            records.add(record(one, key));
        }
        List<SalesforceWriter.Written> done = writer.get().upsert(object, key, records);
        List<String> problems = done.stream()
                .map(SalesforceWriter.Written::problem)
                .filter(problem -> !problem.isEmpty())
                .toList();
        if (!problems.isEmpty()) {
            throw new RaiException(
                    ErrorCode.CRM_REFUSED,
                    "Salesforce wrote " + (done.size() - problems.size()) + " of " + done.size()
                            + " records; of the others it says: " + problems.get(0)
                            + ". Correct them and send all again.");
        }
        return Map.of("ids", done.stream().map(SalesforceWriter.Written::id).toList());
    }

    /** Types stay, as fields of Salesforce have them; a null empties the field. */
    private static Map<String, @Nullable Object> record(JsonNode one, String key) {
        Map<String, Object> plain = StepBody.values(NAME, "a record", one);
        if (plain.getOrDefault(key, "").toString().isBlank()) {
            throw StepBody.unfit(NAME, "each record needs a value in " + key + ", which tells it from others");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        one.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    private static @Nullable Object value(JsonNode value) {
        return value.isNull()
                ? null
                : value.isNumber() ? value.decimalValue() : value.isBoolean() ? value.asBoolean() : value.asText();
    }
}
