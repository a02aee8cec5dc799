package ai.returning.routes.contract;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the configuration changes in the contract: base URLs by server name, and places of operations by id. */
public record ContractOverrides(Map<String, String> servers, Map<String, OperationOverride> operations) {

    /** Changes nothing. */
    public static final ContractOverrides NONE = new ContractOverrides(Map.of(), Map.of());

    public ContractOverrides {
        servers = Map.copyOf(servers);
        operations = Map.copyOf(operations);
    }

    /** What one operation has instead; null leaves the contract's value. */
    public record OperationOverride(
            @Nullable String path,
            @Nullable String server,
            @Nullable String security,
            @Nullable String envelope,
            /** True switches an operation on that is off by default, false switches any off. */
            @Nullable Boolean enabled) {

        public OperationOverride(
                @Nullable String path, @Nullable String server, @Nullable String security, @Nullable String envelope) {
            this(path, server, security, envelope, null);
        }
    }

    /** The changes of operations as one stable text. */
    String fingerprint() {
        return operations.isEmpty() ? "" : new TreeMap<>(operations).toString();
    }
}
