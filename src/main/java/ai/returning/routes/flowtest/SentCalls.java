package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was sent, by Kamelet or operation, in order. Safe for many threads. */
final class SentCalls {
    /** One call; a part that does not apply is null. */
    record Sent(
            Map<String, String> values,
            Map<String, String> headers,
            @Nullable JsonNode body,
            @Nullable List<Map<String, String>> rows) {}

    private final Map<String, List<Sent>> calls = new LinkedHashMap<>();

    /** Notes a call and gives its number, from 1. */
    synchronized int add(String name, Sent call) {
        List<Sent> list = calls.computeIfAbsent(name, key -> new ArrayList<>());
        list.add(call);
        return list.size();
    }

    synchronized List<Sent> of(String name) {
        return List.copyOf(calls.getOrDefault(name, List.of()));
    }

    synchronized long count(String name) {
        return calls.getOrDefault(name, List.of()).size();
    }

    /** Forgets the calls of the run before; the count of each starts anew. */
    synchronized void clear() {
        calls.clear();
    }

    synchronized List<String> names() {
        return List.copyOf(calls.keySet());
    }
}
