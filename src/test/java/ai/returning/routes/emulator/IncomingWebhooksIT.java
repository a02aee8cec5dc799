package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingWebhooksIT {
    private static final String MESSAGE = "/incoming-webhooks/send-message/hook-message";
    private static final String FIELDS = "/incoming-webhooks/custom-user-fields/hook-fields";
    private static final String CURRENCY = "/incoming-webhooks/in-game-currency/hook-currency";

    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        EmulatorSettings base = Tenant.settings(folder);
        ApiKey hook = new ApiKey("hook", Tenant.COMMUNITY, Set.of(), null, Set.of("incoming-webhook-key"), null);
        tenant = new Tenant(new EmulatorSettings(
                base.contract(),
                base.dataFolder(),
                base.communityId(),
                List.of(base.keys().get(0), hook),
                0,
                base.adminToken(),
                base.knobs(),
                base.clock(),
                base.seed()));
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    private Tenant.Reply call(String path, String json, int status) throws Exception {
        return Tenant.expect(tenant.raw("POST", path, json, "x-api-key", "hook"), status);
    }

    private JsonNode user() throws Exception {
        return tenant.post("integration", "/users/info", "{\"idOrEmail\":\"u1@example.org\"}", 200)
                .json()
                .at("/data");
    }

    @Test
    void postsAMessageWithoutAuthor() throws Exception {
        Tenant.Reply reply = call(MESSAGE, "{\"message\":\"Quiz starts at nine\"}", 200);
        assertThat(reply.text()).isEqualTo("{\"status\":\"success\",\"message\":\"accepted\"}");
        assertThat(reply.basis()).isEqualTo("assumed");
        JsonNode message = tenant.get("gateway", "/messages", 200).json().at("/data/messages/0");
        assertThat(message.at("/message").asText()).isEqualTo("Quiz starts at nine");
        assertThat(message.at("/channel/name").asText()).isEqualTo("Lobby");
        assertThat(message.at("/user")).isEmpty();
        assertThat(tenant.emulator.applied().count("sendMessageByWebhook")).isOne();
    }

    @Test
    void setsFieldsAllOrNone() throws Exception {
        String body = "{\"email\":\"u1@example.org\",\"fields\":{\"member-tier\":\"gold\",\"lifetime-deposit\":8}}";
        call(FIELDS, body, 200);
        assertThat(user().at("/customFields/member-tier").asText()).isEqualTo("gold");
        assertThat(user().at("/customFields/lifetime-deposit").asInt()).isEqualTo(8);
        String half = body.replace("gold", "tin").replace("lifetime-deposit", "no-such-field");
        assertThat(call(FIELDS, half, 400).json().at("/errors/0/field").asText())
                .isEqualTo("fields.no-such-field");
        assertThat(user().at("/customFields/member-tier").asText()).isEqualTo("gold");
        call(FIELDS, body.replace("u1@", "nobody@"), 404);
        call(FIELDS, body.replace("member-tier", "coins"), 400);
    }

    @Test
    void addsCoinsOnEachCall() throws Exception {
        String add = "{\"email\":\"U1@example.org\",\"amount\":15}";
        call(CURRENCY, add, 200);
        call(CURRENCY, add, 200);
        assertThat(user().at("/coins").asInt()).isEqualTo(70);
        call(CURRENCY, add.replace("15", "-60"), 200);
        assertThat(user().at("/coins").asInt()).isEqualTo(10);
        call(CURRENCY, add.replace("15", "-60"), 400);
        call(CURRENCY, add.replace("15", "1.5"), 400);
        assertThat(user().at("/coins").asInt()).isEqualTo(10);
        assertThat(tenant.emulator.applied().count("updateCurrencyByWebhook")).isEqualTo(3);
    }

    @Test
    void doesNothingWithoutTheKeyOfTheWebhook() throws Exception {
        String add = "{\"email\":\"u1@example.org\",\"amount\":15}";
        assertThat(tenant.raw("POST", CURRENCY, add).status()).isEqualTo(401);
        assertThat(tenant.raw("POST", CURRENCY, add, "x-api-key", "wrong").status())
                .isEqualTo(401);
        tenant.emulator.knobs().webhooksSwallowMissingKey(true);
        assertThat(tenant.raw("POST", CURRENCY, add, "x-api-key", "wrong").status())
                .isEqualTo(200);
        assertThat(tenant.raw("GET", "/badges", "", "x-api-key", "hook").status())
                .as("the key of a webhook is no system key")
                .isEqualTo(401);
        assertThat(user().at("/coins").asInt()).isEqualTo(40);
    }

    @Test
    void knowsItsWebhooksByTheirUrl() throws Exception {
        call(CURRENCY.replace("hook-currency", "hook-message"), "{\"email\":\"u1@example.org\",\"amount\":1}", 404);
        call(MESSAGE.replace("hook-message", "other"), "{\"message\":\"m\"}", 404);
        Tenant.Reply marked =
                tenant.raw("POST", MESSAGE, "{\"message\":\"m\"}", "x-api-key", "hook", "x-encrypted", "true");
        assertThat(marked.status()).isEqualTo(400);
        assertThat(tenant.emulator.applied().count("sendMessageByWebhook")).isZero();
    }
}
