package ai.returning.routes.component.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** An event object on one level, as rules read it: {@code user.id} is {@code user_id}. */
final class FlatEvent {
    private static final int DEEPEST = 8;

    private FlatEvent() {}

    static Map<String, Object> of(Map<?, ?> event) {
        Map<String, Object> flat = new LinkedHashMap<>();
        add("", event, flat, 0);
        return flat;
    }

    /** The upper level wins a name, so that no content can pose as what the pointers found. */
    private static void add(String before, Map<?, ?> from, Map<String, Object> flat, int depth) {
        from.forEach((name, value) -> {
            if (value != null && !(value instanceof Map)) {
                flat.putIfAbsent(before + name, value);
            }
        });
        from.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map && depth < DEEPEST && !name.equals("content")) {
                add(before + name + "_", map, flat, depth + 1);
            }
        });
        if (from.get("content") instanceof Map<?, ?> content && depth < DEEPEST) {
            add(before + "content_", content, flat, depth + 1);
        }
    }
}
