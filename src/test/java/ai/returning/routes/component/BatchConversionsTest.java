package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.RecordingEngine;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class BatchConversionsTest {

    @Test
    void givesABatchToOtherStepsAsRowsJsonOrText() throws Exception {
        RecordingEngine engine = new RecordingEngine().batches(1);
        Map<String, Object> seen = new HashMap<>();
        try (RouteHarness harness = new RouteHarness(engine, false)) {
            harness.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("returning-ai-sync:run?flow=look")
                            .routeId("look")
                            .to("returning-ai-sync:read?source=customers&query=sync-customers.sql")
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(exchange -> {
                                seen.put("list", exchange.getMessage().getBody(List.class));
                                seen.put("text", exchange.getMessage().getBody(String.class));
                            });
                }
            });
            harness.start();
            harness.runner.run(
                    "look", ai.returning.routes.sync.RunRequest.PLAIN, ai.returning.routes.sync.RunListener.SILENT);
        }

        Map<String, Object> row = new HashMap<>();
        row.put("id", BigDecimal.ONE);
        row.put("email", "a\tb@example.org");
        row.put("city", null);
        assertThat(seen.get("list")).isEqualTo(List.of(row));
        assertThat(seen.get("text")).isEqualTo("");
        assertThat(engine.steps).contains("read customers sync-customers.sql");
    }
}
