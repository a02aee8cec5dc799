package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.support.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a route that takes events: the door opens, an event goes through, commands see it. */
@Timeout(180)
class InboxServiceIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String ROUTE = """
            - route:
                id: note-trades
                description: Notes each trade that the shop reports.
                group: events
                nodePrefixId: "note-trades."
                routeConfigurationId: stop-on-failure
                from:
                  id: receive-trade
                  uri: returning-ai-event:trade-closed
                  parameters:
                    body: content
                  steps:
                    - setVariable:
                        id: remember-event-key
                        name: key
                        expression:
                          simple:
                            expression: "${variable.event[key]}"
                    - log:
                        id: note-trade
                        message: "A trade came in."
            """;

    @TempDir
    Path folder;

    @Test
    void takesAnEventFromTheDoorToTheEndOfItsRoute() throws Exception {
        Path flow = Files.createDirectories(folder.resolve("routes/note-trades"));
        Files.writeString(flow.resolve("note-trades.camel.yaml"), ROUTE);
        copyShared(folder.resolve("routes/shared"));
        try (ConfigurableApplicationContext service = ReturningAiRoutesApplication.service(
                "--returning-ai.data-dir=" + folder.resolve("data"),
                "--returning-ai.flows=" + folder.resolve("routes"),
                "--camel.main.routes-include-pattern=file:" + folder.resolve("routes") + "/**/*.camel.yaml",
                "--server.port=0",
                "--returning-ai.inbox.port=0",
                "--returning-ai.inbox.endpoints.trades.path-token=" + TOKEN,
                "--returning-ai.inbox.endpoints.trades.event=trade-closed",
                "--returning-ai.inbox.endpoints.trades.api-key=key-71",
                "--returning-ai.inbox.endpoints.trades.tenant=lantern",
                "--returning-ai.inbox.endpoints.trades.id=/tradeId")) {
            InboxFront front = service.getBean(InboxFront.class);
            int port = front.server().orElseThrow().address().getPort();

            assertThat(post(port, "key-71", "{\"tradeId\":\"t1\",\"amount\":12.50}"))
                    .isEqualTo(200);
            assertThat(post(port, "key-72", "{\"tradeId\":\"t2\"}")).isEqualTo(401);

            InboxDesk desk = service.getBean(InboxDesk.class);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(desk.list(EventState.DONE, null, null, 0, 10))
                            .extracting(InboxEvent::key)
                            .containsExactly("trades:trade-closed:id-t1"));
            ServiceClient client = ServiceClient.find(folder.resolve("data")).orElseThrow();
            var listed = client.inbox(Json.MAPPER.createObjectNode().put("do", "list"));
            assertThat(listed.at("/counts/done").asInt()).isEqualTo(1);
            String id = listed.at("/events/0/id").asText();
            assertThat(client.inbox(Json.MAPPER
                                    .createObjectNode()
                                    .put("do", "show")
                                    .put("id", id.substring(0, 8)))
                            .path("key")
                            .asText())
                    .isEqualTo("trades:trade-closed:id-t1");
            String metrics = get(service.getEnvironment().getProperty("local.server.port", Integer.class, 0));
            assertThat(metrics)
                    .contains("rai_inbox_answers_total{status=\"200\"} 1.0")
                    .contains("rai_inbox_answers_total{status=\"401\"} 1.0")
                    .contains("rai_inbox_events{state=\"parked\"} 0.0")
                    .doesNotContain(TOKEN);
        }
    }

    private static void copyShared(Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(Path.of("routes/shared"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static int post(int port, String key, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/in/" + TOKEN))
                .header("Content-Type", "application/json")
                .header("x-api-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
