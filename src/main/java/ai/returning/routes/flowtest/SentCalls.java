package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Long> requests = new HashMap<>();
    private final Set<String> everFailed = new HashSet<>();

    /** Notes a call and gives its number, from 1. */
    synchronized int add(String name, Sent call) {
        List<Sent> list = calls.computeIfAbsent(name, key -> new ArrayList<>());
        list.add(call);
        return list.size();
    }

    synchronized List<Sent> of(String name) {
        return List.copyOf(calls.getOrDefault(name, List.of()));
    }

    /** True if the next request of an operation fails as its script says; it counts as sent then. */
    synchronized boolean failsNext(String operation, Script script) {
        int next = failures.getOrDefault(operation, 0) + 1;
        if (!script.fails(next)) {
            return false;
        }
        failures.put(operation, next);
        failed(operation);
        request(operation);
        return true;
    }

    /** Notes that a script made a call fail. */
    synchronized void failed(String name) {
        everFailed.add(name);
    }

    /** True if a script made a call of that name fail, in any run. */
    synchronized boolean everFailed(String name) {
        return everFailed.contains(name);
    }

    /** Counts a request that a script answers. */
    synchronized void request(String operation) {
        requests.merge(operation, 1L, Long::sum);
    }

    /** Requests that scripts answered, those that the client repeats included. */
    synchronized long requests(String operation) {
        return requests.getOrDefault(operation, 0L);
    }

    /** Forgets the calls of the run before; the count of each starts anew. */
    synchronized void clear() {
        calls.clear();
        failures.clear();
        requests.clear();
    }
}
