import ai.returning.routes.bench.Figures;
import ai.returning.routes.bench.PostRows;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.component.CallSettings;
import ai.returning.routes.component.ReturningAiComponent;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One effect a row, 64 under way. {@code effects-plain}: the calls alone; {@code effects-ledger}: the same through the
 * ledger on PostgreSQL; {@code effects-ledger-h2}: on H2. Run from the product's root.
 */
public final class Effects {
    private static final int IN_FLIGHT = 64;

    private Effects() {}

    public static void main(String[] args) throws Exception {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        ClientSettings settings = ClientSettings.standard()
                .server("integration", System.getenv("BENCH_API_URL"))
                .key("bearer-community-key", "bench")
                .policy(CallPolicy.STANDARD.inFlight(IN_FLIGHT * 8 / 7 + 1));
        try (ApiClient client = new HttpApiClient(contract, settings, Clock.systemUTC())) {
            if (args[0].equals("effects-plain")) {
                run(args[0], contract, client, CallSettings.standard().emulated(operation -> true));
            } else {
                withLedger(args[0], contract, client);
            }
        }
    }

    private static void withLedger(String side, Contract contract, ApiClient client) throws Exception {
        try (StateDatabase state = StateDatabase.open(new StateSettings(
                System.getenv("BENCH_STATE_URL"), System.getenv("BENCH_STATE_USER"), "bench", 8))) {
            Ledger ledger = new Ledger(
                    new EffectStore(state.jdbc()),
                    new ParkedStore(state.jdbc()),
                    Clock.systemUTC(),
                    "bench",
                    "bench",
                    LedgerSettings.STANDARD);
            try (EffectEngine engine = new EffectEngine(ledger, client, contract, IN_FLIGHT)) {
                run(side, contract, client, CallSettings.standard().effects(engine));
            }
        }
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
