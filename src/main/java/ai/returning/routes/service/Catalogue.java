package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations as the settings here leave them, and what the contract alone says of them. */
public final class Catalogue {
    private final Contract contract;
    private final Contract unchanged;
    private final Map<String, String> urls;

    private Catalogue(Contract contract, Contract unchanged, Map<String, String> urls) {
        this.contract = contract;
        this.unchanged = unchanged;
        this.urls = urls;
    }

    /** Reads contract and settings; calls nothing. */
    public static Catalogue load() {
        ReturningAiProperties properties = Settings.properties();
        Contract contract = new ApiConfiguration().contract(properties);
        return new Catalogue(
                contract, Contract.load(properties.contract()), new ServerUrls(properties.servers()).of(contract));
    }

    /** All operations, with the overrides of the settings. */
    public Contract contract() {
        return contract;
    }

    /** The groups of the contract, in its order. */
    public List<String> groups() {
        return contract.operations().stream().map(Operation::group).distinct().toList();
    }

    /** The base URL of a server as calls use it. */
    public String url(String server) {
        return urls.getOrDefault(server, contract.servers().getOrDefault(server, ""));
    }

    /** Servers whose base URL the settings replace, with their new one. */
    public Map<String, String> movedServers() {
        return new TreeMap<>(urls);
    }

    /** What the settings change in the operation: the contract's own value by key, such as {@code path}. */
    public Map<String, String> overridden(Operation operation) {
        Operation before = unchanged.operation(operation.id());
        Map<String, String> changed = new LinkedHashMap<>();
        note(changed, "path", before.path(), operation.path());
        note(changed, "server", before.server(), operation.server());
        note(changed, "security", before.security(), operation.security());
        note(changed, "envelope", before.envelope().name(), operation.envelope().name());
        return changed;
    }

    private static void note(Map<String, String> changed, String key, String before, String now) {
        if (!before.equals(now)) {
            changed.put(key, before);
        }
    }
}
