import ai.returning.routes.bench.Figures;
import ai.returning.routes.bench.PostRows;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.component.CallSettings;
import ai.returning.routes.component.ReturningAiComponent;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.ContractOverrides;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.effects.file.FileSettings;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Json;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One effect a row, 64 under way. {@code effects-plain}: the calls alone; {@code effects-ledger}: the same through the
 * ledger on PostgreSQL; {@code effects-ledger-h2}: on H2. {@code files-ledger} and {@code files-ledger-h2}: premium
 * currency as rows of files, from the wish to the outcome of the row. Run from the product's root.
 */
public final class Effects {
    private static final int IN_FLIGHT = 64;
    private static final int BATCH = 1000;

    private Effects() {}

    public static void main(String[] args) throws Exception {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        ClientSettings settings = ClientSettings.standard()
                .server("integration", System.getenv("BENCH_API_URL"))
                .key("bearer-community-key", "bench")
                .policy(CallPolicy.STANDARD.inFlight(IN_FLIGHT * 8 / 7 + 1));
        try (ApiClient client = new HttpApiClient(contract, settings, Clock.systemUTC())) {
            if (args[0].startsWith("files-")) {
                withFiles(args[0], client);
            } else if (args[0].equals("effects-plain")) {
                run(args[0], contract, client, CallSettings.standard().emulated(operation -> true));
            } else {
                withLedger(args[0], contract, client);
            }
        }
    }

    private static void withLedger(String side, Contract contract, ApiClient client) throws Exception {
        try (StateDatabase state = state()) {
            Ledger ledger = ledger(state);
            try (EffectEngine engine = new EffectEngine(ledger, client, contract, IN_FLIGHT)) {
                run(side, contract, client, CallSettings.standard().effects(engine));
            }
        }
    }

    private static StateDatabase state() {
        return StateDatabase.open(new StateSettings(
                System.getenv("BENCH_STATE_URL"), System.getenv("BENCH_STATE_USER"), "bench", 8));
    }

    private static Ledger ledger(StateDatabase state) {
        return new Ledger(
                new EffectStore(state.jdbc()),
                new ParkedStore(state.jdbc()),
                Clock.systemUTC(),
                "bench",
                "bench",
                LedgerSettings.STANDARD);
    }

    private static void withFiles(String side, ApiClient client) throws Exception {
        Contract contract = Contract.load(
                Path.of("config/returning-ai.openapi.yaml"),
                new ContractOverrides(
                        Map.of(),
                        Map.of(
                                "bulkUpdatePremiumCurrency",
                                new ContractOverrides.OperationOverride(null, null, null, null, true))));
        Path folder = Files.createTempDirectory("bench-files");
        try (StateDatabase state = state()) {
            Ledger ledger = ledger(state);
            try (EffectEngine engine = new EffectEngine(ledger, client, contract, IN_FLIGHT);
                    FileLane lane = new FileLane(
                                    ledger,
                                    new EffectFiles(state.jdbc(), "bench"),
                                    new FlowSwitches(state.jdbc()),
                                    client,
                                    contract,
                                    FileSettings.in(folder))
                            .start(Duration.ofMillis(100))) {
                int rows = PostRows.count();
                long cpu = Figures.cpuNanos();
                long start = System.nanoTime();
                for (int from = 0; from < rows; from += BATCH) {
                    engine.take(IntStream.range(from, Math.min(rows, from + BATCH))
                                    .mapToObj(Effects::reward)
                                    .toList())
                            .toCompletableFuture()
                            .join();
                }
                EffectStore store = new EffectStore(state.jdbc());
                while (!store.open().isEmpty()) {
                    Thread.sleep(500); // looking counts all that is open
                }
                Figures.printPosts(side, rows, System.nanoTime() - start, Figures.cpuNanos() - cpu);
            }
        }
    }

    private static Wish reward(int row) {
        String email = "user." + row + "@example.org";
        return new Wish(
                new EffectOrder(
                        "rewards",
                        "reward:" + row,
                        email,
                        "bulkUpdatePremiumCurrency",
                        Map.of(),
                        Json.MAPPER
                                .createObjectNode()
                                .put("email", email)
                                .put("premium_currency_op", "add")
                                .put("premium_currency", Integer.toString(1 + row % 50)),
                        Optional.of("premium|" + email),
                        "grant-premium-currency",
                        "bench"),
                "reward",
                "reward:" + row,
                Optional.of(new Stake(BigDecimal.valueOf(1 + row % 50), "premium_currency")),
                List.of(),
                Optional.empty(),
                Lane.FILE);
    }

    private static void run(String side, Contract contract, ApiClient client, CallSettings settings) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("returning-ai", new ReturningAiComponent(contract, client, settings));
            // With the ledger more wait for their commits than are under way.
            int around = side.equals("effects-plain") ? IN_FLIGHT : 4 * IN_FLIGHT;
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:rows")
                            .to("returning-ai:sendMessage?each=true&inFlight=" + around
                                    + "&businessKey=RAW(event:${body[message]})");
                }
            });
            camel.start();
            int rows = PostRows.count();
            String round = Long.toString(System.currentTimeMillis());
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                List<Map<String, Object>> body = IntStream.range(0, rows)
                        .mapToObj(row -> Map.<String, Object>of(
                                "channelId", "66b1d0a4c5e2f30011aa0050",
                                "sender", "user." + row,
                                "message", "round " + round + " message " + row))
                        .toList();
                long cpu = Figures.cpuNanos();
                long start = System.nanoTime();
                template.requestBody("direct:rows", body);
                Figures.printPosts(side, rows, System.nanoTime() - start, Figures.cpuNanos() - cpu);
            }
        }
    }
}
