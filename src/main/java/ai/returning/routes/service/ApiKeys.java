package ai.returning.routes.service;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured keys of the API, by the environment variable the contract names for them. */
record ApiKeys(Map<String, String> byVariable) {

    static ApiKeys of(Map<String, String> properties) {
        Map<String, String> keys = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (!value.isBlank()) {
                keys.put("RETURNING_AI_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value);
            }
        });
        return new ApiKeys(Map.copyOf(keys));
    }

    Optional<String> find(String variable) {
        return Optional.ofNullable(byVariable.get(variable));
    }

    /** Names only. */
    @Override
    public String toString() {
        return "ApiKeys" + byVariable.keySet();
    }
}
