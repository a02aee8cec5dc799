package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.emulator.Emulator;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The API as the settings here lead to it, for single calls: hosts, keys and the contract with its overrides. Neither
 * Spring nor Camel is started.
 */
public final class ApiAccess implements AutoCloseable {
    /** The parameter that has the value of {@code returning-ai.community-id} unless another is given. */
    public static final String COMMUNITY_PARAMETER = "communityId";

    private final ReturningAiProperties properties;
    private final Contract contract;
    private final Map<String, String> servers;
    private final Set<String> moved;
    private final LocalServers local;
    private final ApiKeys keys;
    private final ApiClient client;
    private final @Nullable Emulator emulator;
    private final boolean demo;

    private ApiAccess(
            ReturningAiProperties properties,
            Contract contract,
            ServerUrls urls,
            ApiKeys keys,
            @Nullable Emulator emulator,
            boolean demo) {
        this.properties = properties;
        this.contract = contract;
        this.servers = new TreeMap<>(contract.servers());
        this.servers.putAll(urls.of(contract));
        this.moved = urls.of(contract).keySet();
        this.local = new LocalServers(contract, urls);
        this.keys = keys;
        this.client = new ApiConfiguration().apiClient(properties, contract, urls, keys, Clock.systemUTC());
        this.emulator = emulator;
        this.demo = demo;
    }

    /**
     * Opens the way to the API; nothing is sent yet.
     *
     * @param runningDemo base URLs of the emulator of a demo that runs here and is to be called, by server. Without it
     *     the demo profile starts an emulator of its own, and any other profile calls the configured hosts.
     * @throws ai.returning.routes.support.RaiException DEMO_REFUSED beside settings of real systems; CONFIG_INVALID
     */
    public static ApiAccess open(Optional<Map<String, String>> runningDemo) {
        if (runningDemo.isPresent()) {
            ReturningAiProperties demo = Settings.demoProperties();
            Contract contract = new ApiConfiguration().contract(demo);
            return demo(demo, contract, new ServerUrls(runningDemo.get()), null);
        }
        ReturningAiProperties properties = Settings.properties();
        Contract contract = new ApiConfiguration().contract(properties);
        return Settings.demoChosen()
                ? ownDemo(properties, contract)
                : new ApiAccess(
                        properties,
                        contract,
                        new ServerUrls(properties.servers()),
                        ApiKeys.of(properties.keys()),
                        null,
                        false);
    }

    private static ApiAccess ownDemo(ReturningAiProperties properties, Contract contract) {
        DemoGuard.check(System.getenv());
        DemoConfiguration demo = new DemoConfiguration();
        try (DemoSource source = DemoSource.open(properties.dataDir())) {
            Emulator emulator = demo.emulator(properties, contract, source);
            return demo(properties, contract, demo.serverUrls(contract, emulator), emulator);
        }
    }

    private static ApiAccess demo(
            ReturningAiProperties properties, Contract contract, ServerUrls urls, @Nullable Emulator emulator) {
        return new ApiAccess(properties, contract, urls, ApiKeys.one(contract, DemoCommunity.KEY), emulator, true);
    }

    public Contract contract() {
        return contract;
    }

    public ApiClient client() {
        return client;
    }

    /** Base URLs by server name, as calls use them. */
    public Map<String, String> servers() {
        return Map.copyOf(servers);
    }

    /** Servers whose base URL is not that of the contract. */
    public Set<String> movedServers() {
        return Set.copyOf(moved);
    }

    /** Whether this leads to the demo's emulator. */
    public boolean isDemo() {
        return demo;
    }

    /** The configured community; empty if none is. */
    public String communityId() {
        return properties.communityId();
    }

    /** All settings behind this access. */
    public ReturningAiProperties properties() {
        return properties;
    }

    /** Whether the operation needs no key, or its key is configured. */
    public boolean hasKey(Operation operation) {
        SecurityScheme scheme = contract.securitySchemes().get(operation.security());
        return scheme == null || keys.byVariable().containsKey(scheme.environment());
    }

    /** Whether a call of the operation goes to an emulator on this machine; that is asked for its proof. */
    public boolean staysHere(Operation operation) {
        return local.test(operation);
    }

    @Override
    public void close() {
        try {
            client.close();
        } finally {
            if (emulator != null) {
                emulator.close();
            }
        }
    }
}
