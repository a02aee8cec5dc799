package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that the emulator posts. */
@Timeout(60)
class OutgoingWebhooksIT {
    private static final String SECRET = "0123456789abcdefLANTERNCLUBKEY26";
    private static final String LOBBY = "66b1d0a4c5e2f30011aa0050";

    private record Received(Headers headers, byte[] body) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile IntUnaryOperator status = number -> 200;
    private HttpServer receiver;
    private String url;
    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status.applyAsInt(received.size()), -1);
            exchange.close();
        });
        receiver.start();
        url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in/x";
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
        receiver.stop(0);
    }

    private List<Received> await(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(received).hasSize(count));
        return received;
    }

    private JsonNode visit() {
        return tenant.emulator.sendEvent("user_visit_server", "u1@example.org", Json.MAPPER.createObjectNode());
    }

    @Test
    void tellsOfAUserWhoIsCreated() throws Exception {
        tenant.emulator.webhook(WebhookTarget.plain("user_join_server", url).withKey("k-1"));
        tenant.post(
                "integration",
                "/users",
                "{\"username\":\"new.one\",\"email\":\"new@example.org\",\"firstname\":\"New\",\"lastname\":\"One\","
                        + "\"displayname\":\"New\",\"accessLevel\":1,\"joinServer\":true,\"sendEmail\":false,"
                        + "\"emailPassword\":false}",
                200);
        Received one = await(1).get(0);
        assertThat(one.headers().getFirst("x-api-key")).isEqualTo("k-1");
        assertThat(one.headers().getFirst("x-encrypted")).isNull();
        assertThat(one.json().at("/event").asText()).isEqualTo("user_join_server");
        assertThat(one.json().at("/user/email").asText()).isEqualTo("new@example.org");
        assertThat(one.json().at("/user/user_id").asText()).isNotEmpty();
        assertThat(one.json().at("/timestamp").asText()).endsWith("Z");
    }

    @Test
    void tellsTwiceOfAMessage() throws Exception {
        tenant.emulator.webhook(WebhookTarget.plain("new_message", url));
        tenant.emulator.webhook(WebhookTarget.plain("new_message_channel", url));
        tenant.post(
                "integration",
                "/messages/send",
                "{\"channelId\":\"" + LOBBY + "\",\"message\":\"Good evening\",\"sender\":\"u1@example.org\"}",
                200);
        List<Received> both = await(2);
        assertThat(both)
                .extracting(one -> one.json().at("/event").asText())
                .containsExactly("new_message", "new_message_channel");
        assertThat(both.get(0).json().at("/message"))
                .isEqualTo(both.get(1).json().at("/message"));
        assertThat(both.get(0).json().at("/message/message").asText()).isEqualTo("Good evening");
    }

    @ParameterizedTest
    @CsvSource({"GCM,json", "GCM,colon", "CBC,concat", "CBC,json"})
    void encrypts(String mode, String envelope) throws Exception {
        tenant.emulator.webhook(WebhookTarget.plain("user_visit_server", url).encrypted(mode, SECRET, envelope));
        JsonNode sent = visit();
        Received one = await(1).get(0);
        assertThat(one.headers().getFirst("x-encrypted")).isEqualTo("true");
        assertThat(new String(one.body(), StandardCharsets.UTF_8)).doesNotContain("u1@example.org");
        assertThat(sent.at("/user/email").asText()).isEqualTo("u1@example.org");
    }

    @Test
    void sendsAgainTwiceNotAtAllAndDamaged() {
        tenant.emulator.webhook(
                WebhookTarget.plain("user_visit_server", url).withKey("k-1").encrypted("GCM", SECRET, "json"));
        Knobs knobs = tenant.emulator.knobs();

        knobs.webhookRetries(3);
        status = number -> number < 3 ? 503 : 200;
        visit();
        await(3);
        assertThat(tenant.emulator.deliveries())
                .extracting(WebhookDelivery::status)
                .containsExactly(503, 503, 200);

        knobs.webhookRetries(0).webhookDuplicate(true);
        visit();
        await(5);

        knobs.webhookDuplicate(false).webhookDrop(true);
        visit();
        Awaitility.await()
                .untilAsserted(() -> assertThat(tenant.emulator.deliveries())
                        .extracting(WebhookDelivery::status)
                        .endsWith(WebhookDelivery.DROPPED));

        knobs.webhookDrop(false).webhookPlainBody(true);
        visit();
        assertThat(await(6).get(5).headers().getFirst("x-encrypted")).isNull();

        knobs.webhookPlainBody(false).webhookWrongKey(true);
        visit();
        assertThat(await(7).get(6).headers().getFirst("x-api-key")).isNotEqualTo("k-1");

        knobs.webhookWrongKey(false).webhookWrongMode(true);
        visit();
        assertThat(await(8).get(7).json().has("tag")).isFalse();

        knobs.webhookWrongMode(false).webhookTruncatedBody(true);
        visit();
        assertThat(new String(await(9).get(8).body(), StandardCharsets.UTF_8)).doesNotEndWith("}");
        assertThat(received).hasSize(9);
    }

    @Test
    void takesCommandsByItsAdminPath() throws Exception {
        tenant.admin("POST", "webhooks", "{\"event\":\"purchased_store_item\",\"url\":\"" + url + "\"}");
        tenant.admin(
                "POST",
                "webhooks/events",
                "{\"event\":\"purchased_store_item\",\"email\":\"u1@example.org\",\"body\":{\"note\":\"x\"}}");
        JsonNode body = await(1).get(0).json();
        assertThat(body.at("/purchase/item/name").asText()).isEqualTo("Mug");
        assertThat(body.at("/note").asText()).isEqualTo("x");
        Awaitility.await()
                .untilAsserted(() -> assertThat(tenant.admin("GET", "webhooks/deliveries", "")
                                .json()
                                .at("/0/status")
                                .asInt())
                        .isEqualTo(200));
        assertThat(tenant.admin("POST", "webhooks/events", "{\"event\":\"purchased_store_itme\"}")
                        .text())
                .contains("Did you mean purchased_store_item?");
    }
}
