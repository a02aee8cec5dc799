package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes in. */
record Input(
        /** Rows as the query gives them, or null; a cell is null where the source has none. */
        @Nullable List<Map<String, @Nullable String>> rows,
        /** Tables of the source by name. */
        Map<String, List<Map<String, @Nullable String>>> tables,
        /** Rows that are in the target before, by table. */
        Map<String, List<Map<String, @Nullable String>>> target,
        /** How the source fails, or an empty text. */
        String source,
        boolean full,
        long limit,
        boolean confirm,
        Duration after,
        @Nullable JsonNode body,
        @Nullable String file,
        Map<String, String> headers,
        Map<String, String> variables,
        Map<String, String> properties) {

    static final Input NONE = new Input(
            null, Map.of(), Map.of(), "", false, 0, false, Duration.ZERO, null, null, Map.of(), Map.of(), Map.of());

    /** True if it is for a sync flow. */
    boolean isSource() {
        return rows != null || !tables.isEmpty() || !source.isEmpty();
    }
}
