package ai.returning.routes.emulator.crm;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A page of a search as HubSpot writes it. */
final class PageText {
    private PageText() {}

    static JsonNode of(Contacts.Found found, JsonNode wanted, int skip) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("total", found.total());
        ArrayNode results = answer.putArray("results");
        found.contacts().forEach(contact -> add(results.addObject(), contact, wanted));
        int shown = skip + found.contacts().size();
        if (shown < found.total()) {
            answer.putObject("paging").putObject("next").put("after", Integer.toString(shown));
        }
        return answer;
    }

    private static void add(ObjectNode into, Contact contact, JsonNode wanted) {
        into.put("id", Long.toString(contact.id()));
        ObjectNode properties = into.putObject("properties");
        for (JsonNode name : wanted) {
            @Nullable String value = contact.properties().get(name.asText());
            properties.put(name.asText(), value);
        }
        into.put("updatedAt", contact.modified().toString()).put("archived", false);
    }
}
