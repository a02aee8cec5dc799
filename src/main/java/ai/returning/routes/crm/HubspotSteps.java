package ai.returning.routes.crm;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What Kamelets call as the bean {@code hubspot}: the body of a message in, what HubSpot says out. Thread-safe. */
public final class HubspotSteps {
    /** Within it keys of notes count. */
    public static final String NOTE = "hubspot-note";

    private static final int LONGEST_KEY = 400;

    private final Supplier<HubspotWriter> writer;
    private final Supplier<OnceWrites> once;
    private final Clock clock;

    /**
     * The steps.
     *
     * @param writer asked for at the first step, so that a flow that writes nothing needs no token
     * @param once asked for at the first note
     */
    public HubspotSteps(Supplier<HubspotWriter> writer, Supplier<OnceWrites> once, Clock clock) {
        this.writer = writer;
        this.once = once;
        this.clock = clock;
    }

    /**
     * Creates or updates the contact of the body, or each one of a list, told apart by {@code email}.
     *
     * @return {@code ids} of the contacts
     * @throws RaiException CRM_REFUSED if HubSpot refused any of them; the others were written, and a second time does
     *     no harm
     */
    public Map<String, Object> upsertContacts(Object body) {
        JsonNode node = tree(body);
        List<Map<String, Object>> contacts = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node : List.of(node)) {
            contacts.add(properties(one));
        }
        HubspotWriter.Upserted done = writer.get().upsert("email", contacts);
        if (!done.problems().isEmpty()) {
            throw new RaiException(
                    ErrorCode.CRM_REFUSED,
                    "HubSpot wrote " + done.ids().size() + " of " + contacts.size()
                            + " contacts; of the others it says: "
                            + done.problems().get(0) + ". Correct them and send all again.");
        }
        return Map.of("ids", done.ids());
    }

    /**
     * Writes a note on a contact, once for its business key.
     *
     * @param contactId number of the contact
     * @param text plain text; what would be markup in a note is shown as it is
     * @param at an ISO 8601 moment; empty for now
     * @return {@code id} of the note
     * @throws RaiException CRM_UNKNOWN if it is not known whether it was written; it is not written again then
     */
    public Map<String, Object> addNote(String contactId, String text, String at, String businessKey) {
        if (contactId == null || !contactId.matches("\\d{1,19}") || text == null || text.isBlank()) {
            throw unfit("a note needs contactId, the number of a contact, and text");
        }
        if (businessKey == null || !isKey(businessKey)) {
            throw unfit(
                    "the business key '" + businessKey + "' of the note has a hole, or is longer than " + LONGEST_KEY);
        }
        Instant when = at(at == null ? "" : at);
        String id = once.get().write(NOTE, businessKey, () -> writer.get().note(contactId, escaped(text), when));
        return Map.of("id", id);
    }

    /** A place that a message lacked leaves nothing behind its colon. */
    private static boolean isKey(String key) {
        return !key.isBlank() && key.length() <= LONGEST_KEY && !key.strip().endsWith(":") && !key.contains("::");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Instant at(String text) {
        try {
            return text.isEmpty() ? clock.instant() : Instant.parse(text);
        } catch (DateTimeException e) {
            throw unfit("'at' of a note must be such as 2026-01-31T08:00:00Z");
        }
    }

    private static Map<String, Object> properties(JsonNode one) {
        if (!one.isObject()
                || one.properties().stream().anyMatch(value -> value.getValue().isContainerNode())) {
            throw unfit("a contact is an object of plain values, by API name of the property");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        one.properties()
                .forEach(value -> values.put(
                        value.getKey(),
                        value.getValue().isNull() ? "" : value.getValue().asText()));
        return values;
    }

    private static JsonNode tree(Object body) {
        try {
            return body instanceof byte[] || body instanceof String
                    ? Json.MAPPER.readTree(body instanceof byte[] bytes ? new String(bytes, UTF_8) : body.toString())
                    : Json.MAPPER.valueToTree(body);
        } catch (JacksonException | IllegalArgumentException e) {
            throw unfit("the body is no JSON");
        }
    }

    private static RaiException unfit(String what) {
        return new RaiException(
                ErrorCode.BODY_UNFIT, "HubSpot was not called: " + what + ". Give the step a body of this form.");
    }
}
