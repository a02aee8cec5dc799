package ai.returning.routes.emulator.crm;

import ai.returning.routes.emulator.crm.HubspotStandIn.Reply;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Contacts and notes that are written to the stand-in. */
final class HubspotWrites {
    private static final int MOST_INPUTS = 100;

    private final Contacts contacts;
    private final List<JsonNode> notes = new CopyOnWriteArrayList<>();
    private final AtomicLong count = new AtomicLong();
    private final Clock clock = Clock.systemUTC();

    HubspotWrites(Contacts contacts) {
        this.contacts = contacts;
    }

    List<JsonNode> notes() {
        return List.copyOf(notes);
    }

    long count() {
        return count.get();
    }

    void counted() {
        count.incrementAndGet();
    }

    synchronized Reply reply(String method, URI uri, JsonNode body) {
        counted();
        String path = uri.getPath();
        if (path.endsWith("/objects/notes")) {
            notes.add(body);
            return answer(201, Json.MAPPER.createObjectNode().put("id", Integer.toString(notes.size())));
        }
        if (path.endsWith("/batch/upsert")) {
            return upsert(body.path("inputs"));
        }
        return method.equals("PATCH") ? update(uri, body) : create(body);
    }

    private Reply create(JsonNode body) {
        Map<String, String> values = values(body.path("properties"));
        Optional<Contact> same = contacts.by("email", values.getOrDefault("email", ""));
        if (same.isPresent()) {
            return HubspotStandIn.error(409, "CONFLICT", "");
        }
        return answer(201, shown(written(contacts.nextId(), values)));
    }

    private Reply update(URI uri, JsonNode body) {
        String key = uri.getPath().replaceFirst(".*/", "");
        boolean byEmail = "idProperty=email".equals(uri.getQuery());
        Optional<Contact> found = byEmail ? contacts.by("email", key) : contacts.get(Long.parseLong(key));
        return found.map(contact -> answer(200, shown(written(contact.id(), values(body.path("properties"))))))
                .orElseGet(() -> HubspotStandIn.error(404, "OBJECT_NOT_FOUND", ""));
    }

    /** A contact without an @ in its address is a problem of its own; the others are written. */
    private Reply upsert(JsonNode inputs) {
        if (inputs.size() > MOST_INPUTS) {
            return HubspotStandIn.error(400, "VALIDATION_ERROR", "");
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("status", "COMPLETE");
        ArrayNode results = answer.putArray("results");
        ArrayNode errors = Json.MAPPER.createArrayNode();
        for (JsonNode input : inputs) {
            String key = input.path("idProperty").asText();
            String id = input.path("id").asText();
            if (key.equals("email") && id.indexOf('@') < 0) {
                errors.addObject().put("message", "Email address " + id + " is invalid");
            } else {
                long at = contacts.by(key, id).map(Contact::id).orElseGet(contacts::nextId);
                results.add(shown(written(at, values(input.path("properties")))));
            }
        }
        if (!errors.isEmpty()) {
            answer.put("numErrors", errors.size()).set("errors", errors);
        }
        return answer(errors.isEmpty() ? 200 : 207, answer);
    }

    private Contact written(long id, Map<String, String> values) {
        Map<String, String> all =
                new HashMap<>(contacts.get(id).map(Contact::properties).orElse(Map.of()));
        all.putAll(values);
        Contact contact = new Contact(id, Map.copyOf(all), clock.instant());
        contacts.put(contact);
        return contact;
    }

    private static ObjectNode shown(Contact contact) {
        return Json.MAPPER.createObjectNode().put("id", Long.toString(contact.id()));
    }

    private static Map<String, String> values(JsonNode properties) {
        Map<String, String> values = new HashMap<>();
        properties
                .properties()
                .forEach(one -> values.put(one.getKey(), one.getValue().asText()));
        return values;
    }

    private static Reply answer(int status, JsonNode body) {
        return new Reply(status, HubspotStandIn.bytes(body));
    }
}
