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
    private final Supplier<HubspotWriter> writer;
    private final Clock clock;

    /** @param writer asked for at the first step, so that a flow that writes nothing needs no token */
    public HubspotSteps(Supplier<HubspotWriter> writer, Clock clock) {
        this.writer = writer;
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
     * Writes a note: {@code contactId} and {@code text}, and {@code at} as an ISO 8601 moment if it was not now.
     *
     * @return {@code id} of the note
     */
    public Map<String, Object> addNote(Object body) {
        JsonNode note = tree(body);
        String contact = note.path("contactId").asText("");
        String text = note.path("text").asText("");
        if (!contact.matches("\\d{1,19}") || text.isBlank()) {
            throw unfit("a note needs contactId, the number of a contact, and text");
        }
        return Map.of("id", writer.get().note(contact, text, at(note.path("at").asText(""))));
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
