import ai.returning.routes.bench.Figures;
import ai.returning.routes.bench.PostRows;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.client.Priority;
import ai.returning.routes.component.ReturningAiComponent;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One createUser a row. {@code route}: a Camel route that gets the list of all rows, as a query gives it; {@code client}:
 * the client alone. Run from the product's root.
 */
public final class JsonPosts {
    private JsonPosts() {}

    public static void main(String[] args) throws Exception {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        ClientSettings settings = ClientSettings.standard()
                .server("integration", System.getenv("BENCH_API_URL"))
                .key("bearer-community-key", "bench")
                // Bulk leaves an eighth of the places to live calls; this leaves it as many as the rivals have.
                .policy(CallPolicy.STANDARD.inFlight(PostRows.IN_FLIGHT * 8 / 7 + 1));
        try (ApiClient client = new HttpApiClient(contract, settings, Clock.systemUTC())) {
            if (args[0].equals("client")) {
                byClient(client);
            } else {
                byRoute(contract, client);
            }
        }
    }

    private static void byClient(ApiClient client) throws Exception {
        Semaphore free = new Semaphore(PostRows.IN_FLIGHT);
        AtomicInteger failed = new AtomicInteger();
        int rows = PostRows.count();
        long cpu = Figures.cpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < rows; i++) {
            ApiCall call = ApiCall.of("createUser")
                    .json(Json.MAPPER.valueToTree(PostRows.row(i)))
                    .priority(Priority.BULK);
            free.acquire();
            client.callAsync(call).whenComplete((answer, failure) -> {
                if (failure != null) {
                    failed.incrementAndGet();
                }
                free.release();
            });
        }
        free.acquire(PostRows.IN_FLIGHT);
        Figures.printPosts("posts-client", rows, System.nanoTime() - start, Figures.cpuNanos() - cpu);
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " calls failed");
        }
    }

    private static void byRoute(Contract contract, ApiClient client) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("returning-ai", new ReturningAiComponent(contract, client, operation -> {}));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:rows")
                            .to("returning-ai:createUser?each=true&inFlight=" + PostRows.IN_FLIGHT);
                }
            });
            camel.start();
            int rows = PostRows.count();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                long cpu = Figures.cpuNanos();
                long start = System.nanoTime();
                List<Map<String, Object>> body =
                        IntStream.range(0, rows).mapToObj(PostRows::row).toList();
                template.requestBody("direct:rows", body);
                Figures.printPosts("posts-route", rows, System.nanoTime() - start, Figures.cpuNanos() - cpu);
            }
        }
    }
}
