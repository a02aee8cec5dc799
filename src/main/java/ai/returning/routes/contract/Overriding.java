package ai.returning.routes.contract;

import ai.returning.routes.contract.ContractOverrides.OperationOverride;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lays the configuration over the contract; a wrong value is refused with the property it stands in. */
final class Overriding {
    private final ContractOverrides overrides;
    private final Envelopes envelopes;
    private final Map<String, String> servers;
    private final Map<String, SecurityScheme> schemes;

    Overriding(
            ContractOverrides overrides,
            Envelopes envelopes,
            Map<String, String> servers,
            Map<String, SecurityScheme> schemes) {
        this.overrides = overrides;
        this.envelopes = envelopes;
        this.servers = new LinkedHashMap<>(servers);
        this.servers.putAll(overrides.servers());
        this.schemes = schemes;
    }

    /** Base URLs by name; the configuration may add names. */
    Map<String, String> servers() {
        return servers;
    }

    Map<String, Operation> operations(Map<String, Operation> contract) {
        Map<String, Operation> result = new LinkedHashMap<>(contract);
        overrides.operations().forEach((id, override) -> {
            Operation operation = contract.get(id);
            if (operation == null) {
                throw wrong(id, "", "is not an operation of the contract." + Nearest.hint(id, contract.keySet()));
            }
            result.put(id, apply(operation, override));
        });
        return result;
    }

    private Operation apply(Operation operation, OperationOverride override) {
        String id = operation.id();
        Set<String> security = new TreeSet<>(schemes.keySet());
        security.add(SecurityScheme.NONE);
        String envelope =
                known(id, "envelope", override.envelope(), operation.envelope().name(), envelopes.names());
        return new Operation(
                id,
                operation.group(),
                operation.summary(),
                operation.method(),
                path(operation, override.path()),
                known(id, "server", override.server(), operation.server(), servers.keySet()),
                known(id, "security", override.security(), operation.security(), security),
                envelopes.accepted(envelope).get(0),
                operation.evidence(),
                operation.safeToRepeat(),
                operation.effect(),
                operation.permission(),
                operation.parameters(),
                operation.csv(),
                operation.job(),
                operation.paging(),
                operation.offByDefault(),
                override.enabled() == null ? operation.enabled() : override.enabled(),
                operation.schemas(),
                operation.definition());
    }

    private static String path(Operation operation, @Nullable String path) {
        if (path == null) {
            return operation.path();
        }
        Set<String> declared = Parameters.declaredInPath(operation.parameters());
        if (!Parameters.isPlain(path) || !Parameters.inPath(path).equals(declared)) {
            throw wrong(
                    operation.id(),
                    ".path",
                    "has the value '" + path + "'. It must be made of /name and /{parameter} and hold the parameters "
                            + List.copyOf(declared) + ".");
        }
        return path;
    }

    private static String known(
            String id, String property, @Nullable String value, String unchanged, Collection<String> known) {
        if (value == null) {
            return unchanged;
        }
        if (!known.contains(value)) {
            throw wrong(
                    id,
                    "." + property,
                    "has the unknown value '" + value + "'." + Nearest.hint(value, known) + " Known: "
                            + String.join(", ", known) + ".");
        }
        return value;
    }

    private static RaiException wrong(String id, String property, String problem) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "returning-ai.operations." + id + property + " " + problem);
    }
}
