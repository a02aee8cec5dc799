package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
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

    /** Refuses an operation whose key is missing, or that of the queries by which its job is followed. */
    void require(Contract contract, Operation operation) {
        for (Operation called : UsedOperations.withJobQueries(contract, operation)) {
            SecurityScheme scheme = contract.securitySchemes().get(called.security());
            if (scheme != null && !byVariable.containsKey(scheme.environment())) {
                throw new RaiException(
                        ErrorCode.SECRET_MISSING,
                        "The operation " + called.id() + " needs a key that is not configured. Set the environment"
                                + " variable " + scheme.environment() + ".");
            }
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "ApiKeys" + byVariable.keySet();
    }
}
