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

class MessagesIT {
    private static final String LOBBY = "66b1d0a4c5e2f30011aa0050";
    private static final String NEWS = "66b1d0a4c5e2f30011aa0051";
    private static final String IDEAS = "66b1d0a4c5e2f30011aa0052";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0};

    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        EmulatorSettings base = Tenant.settings(folder);
        tenant = new Tenant(new EmulatorSettings(
                base.contract(),
                base.dataFolder(),
                base.communityId(),
                List.of(base.keys().get(0), new ApiKey("mute", Tenant.COMMUNITY, Set.of("getMessages"), null)),
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

    private JsonNode act(String path, String json, int status) throws Exception {
        return tenant.post("integration", "/messages/" + path, json, status).json();
    }

    private void send(String channel, String text, int status) throws Exception {
        act(
                "send",
                "{\"channelId\":\"" + channel + "\",\"message\":\"" + text + "\",\"sender\":\"u1@example.org\"}",
                status);
    }

    private JsonNode messages(String query) throws Exception {
        return tenant.get("gateway", "/messages" + query, 200).json().at("/data");
    }

    @Test
    void showsWhatWasSentNewestFirst() throws Exception {
        send(LOBBY, "one", 200);
        send(NEWS, "two", 200);
        send(LOBBY, "one", 200);

        assertThat(messages("").at("/total").asInt()).isEqualTo(3);
        JsonNode lobby = messages("?channel_id=" + LOBBY + "&count=1");
        assertThat(lobby.at("/total").asInt()).isEqualTo(2);
        assertThat(lobby.at("/messages")).hasSize(1);
        assertThat(lobby.at("/messages/0/channel/name").asText()).isEqualTo("Lobby");
        assertThat(lobby.at("/messages/0/user/user_id").asText()).isEqualTo("1001");
        assertThat(messages("?email=u2@example.org").at("/total").asInt(-1)).isZero();
        assertThat(messages("?user_id=1001").at("/messages/1/message").asText()).isEqualTo("two");
        assertThat(tenant.emulator.applied().count("sendMessage")).isEqualTo(3);
        tenant.get("gateway", "/messages?count=201", 400);
    }

    @Test
    void repliesAndReactsToAMessage() throws Exception {
        send(LOBBY, "one", 200);
        String id = messages("").at("/messages/0/id").asText();
        String reply = "{\"messageId\":\"" + id + "\",\"message\":\"yes\",\"sender\":\"u2@example.org\"}";
        String react = "{\"messageId\":\"" + id + "\",\"emoji\":\":wave:\",\"sender\":\"u2@example.org\"}";
        act("reply", reply, 200);
        act("react", react, 200);
        act("react", react, 200);

        assertThat(messages("?channel_id=" + LOBBY).at("/messages/0/message").asText())
                .isEqualTo("yes");
        JsonNode user = tenant.post("integration", "/users/info", "{\"idOrEmail\":\"u2@example.org\"}", 200)
                .json()
                .at("/data");
        assertThat(user.at("/totalMessages").asInt()).isOne();
        assertThat(user.at("/replySent").asInt()).isOne();
        assertThat(user.at("/totalReactions").asInt()).isOne();
        assertThat(tenant.emulator.applied().count("replyMessage")).isOne();
        assertThat(tenant.emulator.applied().count("reactMessage")).isOne();
        act("reply", reply.replace(id, "nonsense"), 404);
        act("react", react.replace("u2@", "nobody@"), 404);
    }

    @Test
    void wantsATopicInAForum() throws Exception {
        send(IDEAS, "one", 400);
        String topic = "{\"channelId\":\"" + IDEAS + "\",\"message\":\"m\",\"sender\":\"u1@example.org\","
                + "\"forumTopicId\":\"66b1d0a4c5e2f30011aa0060\"}";
        act("send", topic, 200);
        act("send", topic.replace("0060", "0061"), 404);
        send("66b1d0a4c5e2f30011aa0099", "one", 404);
        assertThat(act("send", "{\"channelId\":\"" + LOBBY + "\"}", 400).at("/errors"))
                .hasSize(2);
        assertThat(tenant.emulator.applied().count("sendMessage")).isOne();
    }

    @Test
    void answersWritesOnTheGatewayToo() throws Exception {
        String body = "{\"channelId\":\"" + LOBBY + "\",\"message\":\"m\",\"sender\":\"u1@example.org\"}";
        assertThat(tenant.post("gateway", "/messages/send", body, 200).status()).isEqualTo(200);
        tenant.get("integration", "/messages", 200);
    }

    @Test
    void needsThePermission() throws Exception {
        String[] mute = {"Authorization", "Bearer mute"};
        assertThat(tenant.raw("POST", "/apis/v1/messages/send", "{}", mute).status())
                .isEqualTo(403);
        assertThat(tenant.raw("GET", "/v1/messages", "", mute).status()).isEqualTo(200);
    }

    @Test
    void takesImagesAndNothingElse() throws Exception {
        Tenant.Reply reply = Tenant.expect(
                tenant.multipart(
                        "/messages/upload-image", "images", "map.png", PNG, "images", "", new byte[] {'G', 'I', 'F', '8'
                        }),
                200);
        assertThat(reply.json().isArray()).isTrue();
        assertThat(reply.json()).hasSize(2);
        assertThat(reply.json().at("/0/name").asText()).isEqualTo("map.png");
        assertThat(reply.json().at("/0/type").asText()).isEqualTo("image/png");
        assertThat(reply.json().at("/0/size").asInt()).isEqualTo(PNG.length);
        assertThat(tenant.emulator.applied().ofOperation("uploadMessageImage")).hasSize(2);
        Tenant.Reply refused = tenant.multipart("/messages/upload-image", "images", "map.png", "text");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().has("status")).as("the envelope is bare").isFalse();
        assertThat(tenant.multipart("/messages/upload-image", "image", "map.png", PNG)
                        .status())
                .isEqualTo(400);
    }
}
