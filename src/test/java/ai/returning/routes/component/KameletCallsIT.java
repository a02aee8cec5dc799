package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.client.CallFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each Kamelet does to the community what its name says. */
class KameletCallsIT {
    private static final Map<String, String> COMMUNITY = Map.of("communityId", KameletHarness.COMMUNITY);

    private KameletHarness routes;

    @BeforeEach
    void start(@TempDir Path folder) {
        routes = new KameletHarness(folder, true);
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void getsAUser() throws Exception {
        routes.route("returning-ai-user-get-action", Map.of());

        Map<?, ?> user = routes.send("{\"idOrEmail\": \"" + KameletHarness.EMAIL + "\"}")
                .getMessage()
                .getBody(Map.class);
        assertThat(user.get("userId")).isEqualTo("1001");
        assertThatThrownBy(() -> routes.send("{\"idOrEmail\": \"nobody@example.org\"}"))
                .isInstanceOf(CallFailedException.class)
                .hasMessageStartingWith("RAI-4002");
    }

    @Test
    void searchesAllPagesOrOne() throws Exception {
        routes.route("returning-ai-users-search-action", Map.of());

        Iterator<?> users =
                routes.send("{\"fields\": [\"email\"]}").getMessage().getBody(Iterator.class);
        List<Object> found = new ArrayList<>();
        users.forEachRemaining(found::add);
        assertThat(found).hasSize(2).first().asString().contains(KameletHarness.EMAIL);
    }

    @Test
    void searchesOnePage() throws Exception {
        routes.route("returning-ai-users-search-action", Map.of("paginate", "false"));

        assertThat(routes.send("{\"fields\": [\"email\"], \"page\": 1}")
                        .getMessage()
                        .getBody(List.class))
                .hasSize(2);
    }

    @Test
    void createsAUser() throws Exception {
        routes.route("returning-ai-user-create-action", Map.of());
        routes.send("""
                {"firstname": "N", "lastname": "S", "username": "n.s", "displayname": "N", "email": "n@example.org",
                 "accessLevel": 1, "joinServer": true, "sendEmail": false, "emailPassword": false}""");

        assertThat(routes.emulator.users().find("n@example.org")).isPresent();
    }

    @Test
    void listsTheFieldsOfTheConfiguredCommunity() throws Exception {
        routes.route("returning-ai-user-fields-list-action", Map.of("paginate", "false"));

        assertThat(routes.send("{}").getMessage().getBody(List.class).toString())
                .contains("member-tier", "email");
    }

    @Test
    void awardsABadge() throws Exception {
        String badge = badge();
        routes.route(
                "returning-ai-badge-award-sink", Map.of("badgeId", badge, "businessKey", "deposit:${body[userId]}"));
        routes.send("{\"userId\": \"1001\"}");

        assertThat(routes.emulator.users().find("1001").orElseThrow().badges()).containsExactly(badge);
    }

    @Test
    void removesABadge() throws Exception {
        String badge = badge();
        routes.call("awardBadge", Map.of("badgeId", badge), "{\"userId\": \"1001\"}");
        routes.route("returning-ai-badge-remove-sink", Map.of("badgeId", badge, "businessKey", "left:${body[userId]}"));
        routes.send("{\"userId\": \"1001\"}");

        assertThat(routes.emulator.users().find("1001").orElseThrow().badges()).isEmpty();
    }

    @Test
    void recordsAFieldHistory() throws Exception {
        String field = fieldId("trades");
        routes.route(
                "returning-ai-field-history-record-sink",
                Map.of("userId", "${variable.user}", "businessKey", "trades:${variable.user}:1"));
        routes.send("{\"fieldId\": \"" + field + "\", \"value\": 12.5}", Map.of("user", "1001"));

        assertThat(routes.call("listUserFieldHistories", COMMUNITY, "").toString())
                .contains("12.5");
    }

    @Test
    void sendsAMessage() throws Exception {
        routes.route("returning-ai-message-send-sink", Map.of("businessKey", "welcome:${body[sender]}"));
        routes.send("{\"channelId\": \"66b1d0a4c5e2f30011aa0050\", \"message\": \"Good evening\", \"sender\": \""
                + KameletHarness.EMAIL + "\"}");

        assertThat(routes.call("getMessages", Map.of(), "").toString()).contains("Good evening");
    }

    @Test
    void notifiesAChannelByWebhook() throws Exception {
        routes.route(
                "returning-ai-channel-notify-sink",
                Map.of("webhookId", "hook-message", "businessKey", "quiz:${body[message]}"));
        routes.send("{\"message\": \"Quiz starts at nine\"}");

        assertThat(routes.call("getMessages", Map.of(), "").toString()).contains("Quiz starts at nine");
    }

    @Test
    void setsFieldsOfAUserByWebhook() throws Exception {
        routes.route("returning-ai-user-fields-set-sink", Map.of("webhookId", "hook-fields"));
        routes.send("{\"email\": \"" + KameletHarness.EMAIL + "\", \"fields\": {\"member-tier\": \"gold\"}}");

        assertThat(routes.emulator.users().find("1001").orElseThrow().values()).containsEntry("member-tier", "gold");
    }

    @Test
    void refusesABodyTheContractDoesNotKnow() throws Exception {
        routes.route("returning-ai-user-get-action", Map.of());

        assertThatThrownBy(() -> routes.send("{\"email\": \"one@example.org\"}"))
                .hasMessageStartingWith("RAI-1008")
                .hasMessageContaining("idOrEmail");
    }

    private String badge() {
        return routes.call("createBadge", Map.of(), """
                        {"title": "Early bird", "action": "custom", "quantity": 3, "attachRequired": false, "award": true,
                         "awardXpQuantity": 50, "awardCurrency": true, "awardCurrencyQuantity": 5}""").path("id").asText();
    }

    private String fieldId(String name) {
        for (JsonNode field : routes.call("listUserFields", COMMUNITY, "")) {
            if (field.path("field").asText().equals(name)) {
                return field.path("_id").asText();
            }
        }
        throw new AssertionError("no field " + name);
    }
}
