package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersIT {
    private static final String NEW = """
            {"firstname":"Nia","lastname":"Sol","username":"nia.s","displayname":"Nia","email":"Nia@example.org",
             "accessLevel":1,"joinServer":true,"sendEmail":false,"emailPassword":false,
             "customFields":[{"fieldIdorName":"member-tier","value":"gold"},
                             {"fieldIdorName":"lifetime-deposit","value":12.5}]}""";
    private static final String USERS = "/communities/" + Tenant.COMMUNITY + "/users";

    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        EmulatorSettings base = Tenant.settings(folder);
        List<ApiKey> keys = new ArrayList<>(base.keys());
        keys.add(new ApiKey("reader", Tenant.COMMUNITY, Set.of("getUserData"), null));
        keys.add(new ApiKey(
                "login",
                Tenant.COMMUNITY,
                Set.of("role APPLICATION_MEMBER"),
                null,
                Set.of("bearer-user-jwt"),
                "u1@example.org"));
        tenant = new Tenant(new EmulatorSettings(
                base.contract(),
                base.dataFolder(),
                base.communityId(),
                keys,
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

    private JsonNode info(String idOrEmail, int status) throws Exception {
        String body = "{\"idOrEmail\":\"" + idOrEmail + "\"}";
        return tenant.post("integration", "/users/info", body, status).json();
    }

    private JsonNode create(String json, int status) throws Exception {
        return tenant.post("integration", "/users", json, status).json();
    }

    @Test
    void createsAUserWhomEveryReadShows() throws Exception {
        JsonNode made = create(NEW, 200).at("/data");
        String id = made.at("/userId").asText();

        JsonNode data = info("nia@EXAMPLE.org", 200).at("/data");
        assertThat(data.at("/userId").asText()).isEqualTo(id);
        assertThat(data.at("/firstName").asText()).isEqualTo("Nia");
        assertThat(data.at("/coins").asInt(-1)).isZero();
        assertThat(data.at("/customFields/member-tier").asText()).isEqualTo("gold");
        assertThat(data.at("/customFields/lifetime-deposit").asDouble()).isEqualTo(12.5);
        assertThat(tenant.post("integration", "/users/filter", """
                {"fields":["userId"],"filter":{"member-tier":"gold"}}""", 200)
                        .json()
                        .at("/data/0/userId")
                        .asText())
                .isEqualTo(id);
        JsonNode profile = tenant.get("application", "/users/" + id, 200).json().at("/data");
        assertThat(profile.at("/displayName").asText()).isEqualTo("Nia");
        assertThat(tenant.get("application", USERS + "?search=NIA", 200).json().at("/data/0"))
                .isEqualTo(profile);
        assertThat(tenant.emulator.applied().count("createUser")).isOne();
    }

    @Test
    void refusesATakenAddressOrName() throws Exception {
        create(NEW, 200);
        create(NEW.replace("Nia@", "NIA@").replace("nia.s", "other"), 409);
        create(NEW.replace("Nia@", "other@"), 409);
        assertThat(tenant.emulator.applied().count("createUser")).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "email":"Nia@example.org" | "email":"nia"                         | email
            "accessLevel":1           | "accessLevel":"1"                     | accessLevel
            "joinServer":true         | "joinServer":"true"                   | joinServer
            "accessLevel":1           | "accessLevel":1,"password":"secret-1" | confirmPassword
            "accessLevel":1           | "accessLevel":1,"externalId":"7"      | externalId
            "value":12.5              | "value":"12,5"                        | customFields[1].value
            "member-tier"             | "no-such-field"                       | customFields[0].fieldIdorName
            """)
    void namesTheFieldThatIsWrong(String good, String bad, String field) throws Exception {
        JsonNode answer = create(NEW.replace(good, bad), 400);
        assertThat(answer.at("/status").asText()).isEqualTo("error");
        assertThat(answer.at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(tenant.emulator.users().count()).isEqualTo(3);
    }

    @Test
    void deletesAndRestoresAUserWithAllValues() throws Exception {
        create(NEW, 200);
        String delete = "{\"action\":\"delete\",\"user\":\"nia.s\"}";
        Tenant.Reply done = tenant.post("integration", "/users/manage", delete, 200);
        assertThat(done.json()).isEqualTo(Json.MAPPER.readTree(delete));
        info("nia@example.org", 404);
        assertThat(tenant.get("application", USERS, 200).json().at("/data")).hasSize(3);
        tenant.upload("email,note\r\nnia@example.org,x\r\n");
        assertThat(tenant.failures()).containsEntry(2, "User not found");
        assertThat(tenant.post("integration", "/users/manage", delete, 409)
                        .json()
                        .at("/message")
                        .asText())
                .isNotBlank();
        create(NEW, 409);
        tenant.post("integration", "/users/manage", delete.replace("delete", "restore"), 200);
        assertThat(info("nia@example.org", 200)
                        .at("/data/customFields/member-tier")
                        .asText())
                .isEqualTo("gold");
        tenant.post("integration", "/users/manage", delete.replace("nia.s", "nobody"), 404);
        tenant.post("integration", "/users/manage", delete.replace("delete", "ban"), 400);
    }

    @Test
    void needsThePermissionOfTheOperation() throws Exception {
        String[] reader = {"Authorization", "Bearer reader"};
        assertThat(tenant.raw("POST", "/apis/v1/users", NEW, reader).status()).isEqualTo(403);
        assertThat(tenant.raw("POST", "/apis/v1/users/manage", "{}", reader).status())
                .isEqualTo(403);
        assertThat(tenant.raw("POST", "/apis/v1/users", NEW, "x-api-key", Tenant.KEY)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void showsALoginItsOwnProfileAlone() throws Exception {
        String own =
                tenant.emulator.users().find("u1@example.org").orElseThrow().objectId();
        String other =
                tenant.emulator.users().find("u2@example.org").orElseThrow().objectId();
        String[] login = {"Authorization", "Bearer login"};
        Tenant.Reply reply = tenant.raw("GET", "/apis/v1/users/" + own + "?email=true&id=true", "", login);
        assertThat(reply.json().at("/data"))
                .isEqualTo(Json.MAPPER.readTree("{\"id\":\"1001\",\"email\":\"u1@example.org\"}"));
        assertThat(tenant.raw("GET", "/apis/v1/users/" + other, "", login).status())
                .isEqualTo(403);
        assertThat(tenant.raw("POST", "/apis/v1/users/info", "{}", login).status())
                .as("a login is no community key")
                .isEqualTo(401);
        tenant.get("application", "/users/99999", 404);
    }

    @Test
    void listsUsersInPages() throws Exception {
        List<String> seen = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            JsonNode answer = tenant.get("application", USERS + "?limit=2&page=" + page, 200)
                    .json();
            answer.at("/data").forEach(user -> seen.add(user.at("/id").asText()));
            assertThat(answer.at("/meta/pagination/totalPages").asInt()).isEqualTo(2);
        }
        assertThat(seen).containsExactly("1001", "1002", "1003");
        tenant.get("application", USERS + "?limit=101", 400);
    }

    @Test
    void pagesThroughASearchByPageAndByCursor() throws Exception {
        tenant.emulator.seed(new EmulatorSeed(
                List.of(), java.util.stream.IntStream.range(0, 250).mapToObj(i -> SeedUser.of("s" + i + "@x.org"))));
        int found = 0;
        for (int page = 1; page <= 2; page++) {
            found += tenant.post("integration", "/users/filter", "{\"fields\":[\"email\"],\"page\":" + page + "}", 200)
                    .json()
                    .at("/data")
                    .size();
        }
        assertThat(found).isEqualTo(253);
        JsonNode first = tenant.post("integration", "/users/filter", "{\"fields\":[\"email\"],\"cursor\":\"\"}", 200)
                .json();
        String next = first.at("/next_cursor").asText();
        JsonNode last = tenant.post(
                        "integration", "/users/filter", "{\"fields\":[\"email\"],\"cursor\":\"" + next + "\"}", 200)
                .json();
        assertThat(last.at("/data")).hasSize(53);
        assertThat(last.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void showsMilestonesThatFollowTheBalances() throws Exception {
        ObjectNode body = (ObjectNode) Json.MAPPER.readTree(
                "{\"identifier\":{\"type\":\"email\",\"value\":\"u1@example.org\"},\"pagination\":{\"limit\":2}}");
        JsonNode first = milestones(body);
        assertThat(first.at("/milestones/0/isCompleted").asBoolean()).isTrue();
        assertThat(first.at("/milestones/1/progress/current").asInt()).isEqualTo(310);
        body.withObject("/pagination")
                .put("cursor", first.at("/pagination/nextCursor").asText());
        JsonNode second = milestones(body);
        assertThat(second.at("/milestones")).hasSize(1);
        assertThat(second.at("/pagination/nextCursor").isNull()).isTrue();

        tenant.upload("email,xp_op,xp\r\nu1@example.org,add,1000\r\n");
        tenant.jobDone();
        body.remove("pagination");
        assertThat(milestones(body).at("/milestones/1/isCompleted").asBoolean()).isTrue();
    }

    private JsonNode milestones(JsonNode body) throws Exception {
        return tenant.post("integration", "/users/milestones", body.toString(), 200)
                .json()
                .at("/data");
    }

    @ParameterizedTest
    @CsvSource({
        "custom-field, member-tier, silver, 200",
        "custom-field, member-tier, copper, 404",
        "custom-field, , silver, 400",
        "custom-field, xp, 0, 409",
        "userId, , 1001, 200",
        "phone, , 1, 400"
    })
    void findsTheUserOfAnIdentifier(String type, String field, String value, int status) throws Exception {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode identifier = body.putObject("identifier").put("type", type).put("value", value);
        if (field != null) {
            identifier.put("fieldName", field);
        }
        tenant.post("integration", "/users/milestones", body.toString(), status);
    }
}
