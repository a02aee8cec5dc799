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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The API as the settings here lead to it, for single calls: hosts, keys and the contract with its overrides. Neither
 * Spring nor Camel is started.
 */
public final class ApiAccess implements AutoCloseable {
    private final ReturningAiProperties properties;
    private final Contract contract;
    private final Map<String, String> servers;
    private final Set<String> moved;
    private final LocalServers local;
    private final ApiKeys keys;
    private final ApiClient client;
    private final @Nullable Emulator emulator;
    private final @Nullable PassingFolder folder;
    private final boolean demo;

    private ApiAccess(
            ReturningAiProperties properties,
            Contract contract,
            ServerUrls urls,
            ApiKeys keys,
            ConfiguredWebhooks webhooks,
            @Nullable Emulator emulator,
            @Nullable PassingFolder folder,
            boolean demo) {
        this.properties = properties;
        this.contract = contract;
        this.servers = new TreeMap<>(contract.servers());
        this.servers.putAll(urls.of(contract));
        this.moved = urls.of(contract).keySet();
        this.local = new LocalServers(contract, urls);
        this.keys = keys;
        this.client = new ApiConfiguration().apiClient(properties, contract, urls, keys, webhooks, Clock.systemUTC());
        this.emulator = emulator;
        this.folder = folder;
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
        return open(runningDemo, ApiAccess::ownDemo);
    }

    /** The same for who only looks: a demo of its own keeps nothing. */
    public static ApiAccess openToLook(Optional<Map<String, String>> runningDemo) {
        return open(runningDemo, ApiAccess::passingDemo);
    }

    private static ApiAccess open(
            Optional<Map<String, String>> runningDemo, BiFunction<ReturningAiProperties, Contract, ApiAccess> ownDemo) {
        if (runningDemo.isPresent()) {
            ReturningAiProperties demo = Settings.demoProperties();
            Contract contract = new ApiConfiguration().contract(demo);
            return demo(demo, contract, new ServerUrls(runningDemo.get()), null, null);
        }
        ReturningAiProperties properties = Settings.properties();
        Contract contract = new ApiConfiguration().contract(properties);
        return Settings.demoChosen()
                ? ownDemo.apply(properties, contract)
                : new ApiAccess(
                        properties,
                        contract,
                        new ServerUrls(properties.servers()),
                        ApiKeys.of(properties.keys()),
                        ConfiguredWebhooks.of(properties, contract),
                        null,
                        null,
                        false);
    }

    private static ApiAccess ownDemo(ReturningAiProperties properties, Contract contract) {
        DemoGuard.check(System.getenv());
        DemoConfiguration demo = new DemoConfiguration();
        try (DemoSource source = DemoSource.open(properties.dataDir())) {
            Emulator emulator = demo.emulator(properties, contract, source);
            return demo(properties, contract, demo.serverUrls(contract, emulator), emulator, null);
        }
    }

    /** A demo in memory and in a folder that goes with it, beside a demo that may have run here before. */
    static ApiAccess passingDemo(ReturningAiProperties properties, Contract contract) {
        DemoGuard.check(System.getenv());
        PassingFolder folder = PassingFolder.make();
        try (DemoSource source = DemoSource.inMemory()) {
            Emulator emulator = Emulator.start(DemoCommunity.settings(
                    contract,
                    folder.path(),
                    properties.communityFields(),
                    properties.communityId(),
                    source::knownEmails));
            ServerUrls urls = new DemoConfiguration().serverUrls(contract, emulator);
            return demo(properties, contract, urls, emulator, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static ApiAccess demo(
            ReturningAiProperties properties,
            Contract contract,
            ServerUrls urls,
            @Nullable Emulator emulator,
            @Nullable PassingFolder folder) {
        ApiKeys keys = ApiKeys.one(contract, DemoCommunity.KEY);
        ConfiguredWebhooks webhooks = emulator == null
                ? ConfiguredWebhooks.none()
                : ConfiguredWebhooks.at(emulator, DemoCommunity.KEY, properties, contract);
        return new ApiAccess(properties, contract, urls, keys, webhooks, emulator, folder, true);
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
        try (PassingFolder last = folder;
                Emulator second = emulator) {
            client.close();
        }
    }
}
