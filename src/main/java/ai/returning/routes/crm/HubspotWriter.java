package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes contacts and notes to HubSpot. Updates and upserts are the same the second time and are repeated when a call
 * fails; a new contact and a note are not, and end as CRM_UNKNOWN where it is not clear whether they were written.
 * Thread-safe.
 */
public final class HubspotWriter implements AutoCloseable {
    /** Contacts that go with one call. */
    static final int BATCH = 100;

    private final Paths paths;
    private final WriteCalls calls;

    /**
     * Where things are written.
     *
     * @param url base of the API
     * @param contacts path of contacts
     * @param notes path of notes
     * @param noteToContact number of the association of a note to a contact
     */
    public record Paths(String url, String contacts, String notes, int noteToContact) {}

    /**
     * What became of a batch.
     *
     * @param ids of contacts that were written
     * @param problems what HubSpot says of the others
     */
    public record Upserted(List<String> ids, List<String> problems) {}

    public HubspotWriter(Paths paths, String token, WriteSettings settings) {
        this.paths = paths;
        this.calls = new WriteCalls(settings, CrmToken.fixed(token));
    }

    /** Makes a contact; its id. CRM_REFUSED if there is one with its address. */
    public String create(Map<String, ?> properties) {
        return write("create contact", "POST", paths.contacts(), properties(properties), false)
                .path("id")
                .asText();
    }

    /** Changes properties of the contact with an id. */
    public String update(String id, Map<String, ?> properties) {
        return write("update contact", "PATCH", paths.contacts() + "/" + encoded(id), properties(properties), true)
                .path("id")
                .asText();
    }

    /** Changes properties of the contact with an e-mail address. */
    public String updateByEmail(String email, Map<String, ?> properties) {
        String path = paths.contacts() + "/" + encoded(email) + "?idProperty=email";
        return write("update contact", "PATCH", path, properties(properties), true)
                .path("id")
                .asText();
    }

    /**
     * Creates or updates contacts, a hundred a call.
     *
     * @param key the property that tells contacts apart, such as email; each contact has it, no two the same
     */
    public Upserted upsert(String key, List<? extends Map<String, ?>> contacts) {
        requireKeys(key, contacts);
        List<String> ids = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int from = 0; from < contacts.size(); from += BATCH) {
            ObjectNode body = Json.MAPPER.createObjectNode();
            ArrayNode inputs = body.putArray("inputs");
            for (Map<String, ?> contact : contacts.subList(from, Math.min(contacts.size(), from + BATCH))) {
                ObjectNode input = inputs.addObject();
                input.put("idProperty", key).put("id", String.valueOf(contact.get(key)));
                input.set("properties", Json.MAPPER.valueToTree(contact));
            }
            JsonNode answer = write("upsert contacts", "POST", paths.contacts() + "/batch/upsert", body, true);
            answer.path("results").forEach(one -> ids.add(one.path("id").asText()));
            answer.path("errors")
                    .forEach(one ->
                            problems.add(CrmErrors.plain(one.path("message").asText("no reason given"))));
        }
        return new Upserted(List.copyOf(ids), List.copyOf(problems));
    }

    /** Writes a note on a contact; its id. */
    public String note(String contactId, String text, Instant at) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("properties").put("hs_timestamp", at.toString()).put("hs_note_body", text);
        ObjectNode to = body.putArray("associations").addObject();
        to.putObject("to").put("id", contactId);
        to.putArray("types")
                .addObject()
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", paths.noteToContact());
        return write("write note", "POST", paths.notes(), body, false)
                .path("id")
                .asText();
    }

    private static void requireKeys(String key, List<? extends Map<String, ?>> contacts) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < contacts.size(); i++) {
            Object value = contacts.get(i).get(key);
            if (value == null || value.toString().isBlank() || !seen.add(value.toString())) {
                throw new RaiException(
                        ErrorCode.CRM_REFUSED,
                        "Contact " + (i + 1) + " of " + contacts.size() + " has "
                                + (value == null || value.toString().isBlank()
                                        ? "no " + key
                                        : "the " + key + " of one" + " before it")
                                + ". Each contact of an upsert needs one of its own; nothing was sent.");
            }
        }
    }

    private static ObjectNode properties(Map<String, ?> properties) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("properties", Json.MAPPER.valueToTree(properties));
        return body;
    }

    private JsonNode write(String what, String method, String path, JsonNode body, boolean repeatable) {
        URI uri = URI.create(paths.url() + path);
        return calls.send(new WriteCalls.Write(what, method, () -> uri, body, repeatable))
                .body();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Ends waits and calls under way. */
    @Override
    public void close() {
        calls.close();
    }
}
