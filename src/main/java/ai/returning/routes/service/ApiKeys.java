package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import java.util.Locale;
import java.util.Map;
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

    /** The same key for everything. */
    static ApiKeys one(Contract contract, String key) {
        Map<String, String> keys = new TreeMap<>();
        contract.securitySchemes().values().forEach(scheme -> keys.put(scheme.environment(), key));
        return new ApiKeys(keys);
    }

    /** The keys by the name of their security scheme. */
    Map<String, String> byScheme(Contract contract) {
        Map<String, String> keys = new TreeMap<>();
        contract.securitySchemes().forEach((name, scheme) -> {
            String key = byVariable.get(scheme.environment());
            if (key != null) {
                keys.put(name, key);
            }
        });
        return keys;
    }

    /** Names only. */
    @Override
    public String toString() {
        return "ApiKeys" + byVariable.keySet();
    }
}
