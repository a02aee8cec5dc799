package ai.returning.routes.emulator.crm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of the stand-in, by id. Thread-safe. */
final class SalesforceTable {
    private final Map<String, Entry> byId = new LinkedHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private long made;

    private record Entry(Map<String, Object> fields, Instant modified) {}

    synchronized void put(String id, Map<String, Object> fields, Instant modified) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("Id", id);
        byId.put(id, new Entry(all, modified));
    }

    synchronized void remove(String id) {
        byId.remove(id);
    }

    synchronized void clear() {
        byId.clear();
    }

    synchronized List<Map<String, Object>> since(Instant moment) {
        return byId.values().stream()
                .filter(entry -> !entry.modified().isBefore(moment))
                .map(Entry::fields)
                .toList();
    }

    synchronized boolean hasField(String name) {
        return byId.isEmpty()
                || byId.values().iterator().next().fields().keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    synchronized Map<String, Object> by(String field, String value) {
        return byId.values().stream()
                .map(Entry::fields)
                .filter(fields -> value.equals(String.valueOf(fields.get(field))))
                .findFirst()
                .orElse(Map.of());
    }

    /** Whether the record is a new one. */
    synchronized boolean upsert(String key, JsonNode values) {
        Map<String, Object> before = by(key, values.path(key).asText());
        Map<String, Object> all = new LinkedHashMap<>(before);
        values.properties().forEach(one -> {
            if (!one.getKey().equals("attributes")) {
                all.put(one.getKey(), one.getValue().asText());
            }
        });
        String id = before.isEmpty() ? "001U" + ++made : String.valueOf(before.get("Id"));
        put(id, all, clock.instant());
        return before.isEmpty();
    }
}
