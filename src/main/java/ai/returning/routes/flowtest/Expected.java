package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must come out; null where nothing is expected. */
record Expected(
        /** The word, or an empty text. */
        String outcome,
        /** A part of the error, or an empty text. */
        String error,
        /** Ids of the steps a message came to, or null. */
        @Nullable List<String> steps,
        @Nullable Map<String, Long> books,
        @Nullable List<Map<String, String>> quarantine,
        /** Fields by user; null where nobody may have the address. */
        Map<String, @Nullable Map<String, String>> users,
        Map<String, Long> requests,
        /** All effects in order, each by what is named; or null. */
        @Nullable List<Map<String, String>> ledger,
        /** What the rules said, in order, each by what is named; or null. */
        @Nullable List<Map<String, String>> verdicts,
        /** Rows of the tables that step apply writes, by table. */
        Map<String, List<Map<String, String>>> written,
        Map<String, List<ExpectedCall>> sent,
        @Nullable JsonNode body,
        Map<String, String> headers) {

    private static final Set<String> FAILURES = Set.of("failed", "stopped", "unverified", "refused", "abandoned");

    /** One expected call; null where a part is not looked at. */
    record ExpectedCall(
            @Nullable Map<String, String> properties,
            @Nullable Map<String, String> parameters,
            Map<String, String> headers,
            @Nullable JsonNode body,
            @Nullable List<Map<String, String>> rows) {}

    boolean failure() {
        return !error.isEmpty() || FAILURES.contains(outcome);
    }

    boolean success() {
        return !failure();
    }
}
