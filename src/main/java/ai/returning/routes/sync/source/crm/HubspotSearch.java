package ai.returning.routes.sync.source.crm;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches that go through contacts by id. Each asks for the first page of ids above the last one seen: no search comes
 * near the 10,000 results after which HubSpot refuses to turn pages, and a contact that changes meanwhile moves no other
 * one to another page.
 */
final class HubspotSearch {
    private final HubspotSettings settings;
    private final List<String> properties;
    private final @Nullable Instant since;

    /** @param since only contacts changed from then on; null for all */
    HubspotSearch(HubspotSettings settings, List<String> properties, @Nullable Instant since) {
        this.settings = settings;
        this.properties = properties;
        this.since = since;
    }

    byte[] above(long id) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode filters = body.putArray("filterGroups").addObject().putArray("filters");
        filters.addObject()
                .put("propertyName", settings.paths().key())
                .put("operator", "GT")
                .put("value", Long.toString(id));
        if (since != null) {
            filters.addObject()
                    .put("propertyName", settings.paths().modified())
                    .put("operator", "GTE")
                    .put("value", Long.toString(since.toEpochMilli()));
        }
        body.putArray("sorts")
                .addObject()
                .put("propertyName", settings.paths().key())
                .put("direction", "ASCENDING");
        ArrayNode wanted = body.putArray("properties");
        properties.forEach(wanted::add);
        body.put("limit", settings.pageSize());
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }
}
