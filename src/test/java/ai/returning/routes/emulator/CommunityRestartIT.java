package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What single calls did is there again after a restart, in the order in which calls and jobs did it. */
class CommunityRestartIT {
    private static final String COMMUNITY = "/communities/" + Tenant.COMMUNITY;
    private static final String FIELDS = COMMUNITY + "/user-fields";

    private static String picture(Tenant tenant) throws Exception {
        List<String> answers = new ArrayList<>();
        answers.add(tenant.get("application", COMMUNITY + "/users", 200).text());
        answers.add(tenant.get("application", FIELDS, 200).text());
        answers.add(tenant.get("application", COMMUNITY + "/user-field-histories", 200)
                .text());
        answers.add(tenant.get("system", "/badges", 200).text());
        answers.add(tenant.get("gateway", "/messages", 200).text());
        for (String user : List.of("1001", "1002", "1004", "1005")) {
            answers.add(tenant.post("integration", "/users/info", "{\"idOrEmail\":\"" + user + "\"}")
                    .text());
            answers.add(tenant.emulator.users().find(user).toString());
        }
        answers.add(tenant.emulator.applied().all().toString());
        return String.join("\n", answers);
    }

    @Test
    void takesUpEverythingThatCallsDid(@TempDir Path folder) throws Exception {
        String picture;
        try (Tenant before = new Tenant(folder)) {
            act(before);
            picture = picture(before);
        }
        try (Tenant after = new Tenant(folder)) {
            assertThat(picture(after)).isEqualTo(picture);
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("62");
            award(after, badge(after), 200);
            assertThat(after.emulator.applied().count("awardBadge")).isOne();
            picture = picture(after);
        }
        try (Tenant again = new Tenant(folder)) {
            assertThat(picture(again)).isEqualTo(picture);
        }
    }

    @Test
    void losesNoCallThatCameInsideAHalfDoneJob(@TempDir Path folder) throws Exception {
        EmulatorSettings slow = Tenant.settings(folder);
        slow.knobs().timePerRow(Duration.ofMinutes(1));
        try (Tenant before = new Tenant(slow)) {
            before.upload("email,coins_op,coins\r\nu1@example.org,add,1\r\nu1@example.org,add,1\r\n");
            Awaitility.await().until(() -> before.emulator.jobs().get(0).state().equals("processing"));
            before.emulator.advance(Duration.ofSeconds(61));
            Awaitility.await().until(() -> before.emulator.jobs().get(0).processed() == 1);
            coins(before, 10);
            assertThat(before.value("u1@example.org", "coins")).isEqualTo("51");
        }
        try (Tenant after = new Tenant(folder)) {
            Awaitility.await().until(() -> {
                after.emulator.advance(Duration.ofMinutes(2));
                return after.emulator.jobs().get(0).isOver();
            });
            assertThat(after.value("u1@example.org", "coins")).isEqualTo("52");
            assertThat(after.emulator.applied().count("updateCurrencyByWebhook"))
                    .isOne();
        }
    }

    private static void act(Tenant tenant) throws Exception {
        tenant.upload("email,coins_op,coins\r\nu1@example.org,add,2\r\n");
        tenant.jobDone();
        coins(tenant, 10);
        tenant.upload("email,coins_op,coins\r\nu1@example.org,overwrite,50\r\n");
        tenant.jobDone();
        coins(tenant, 7);
        createUser(tenant, "nia");
        tenant.emulator.seed(new EmulatorSeed(List.of(), java.util.stream.Stream.of(SeedUser.of("late@example.org"))));
        tenant.multipart(
                "/users/bulk-update/premium-currency",
                "data",
                "p.csv",
                "email,premium_currency\r\nu1@example.org,3\r\n");
        tenant.jobDone();
        field(tenant, "gone");
        String gone = field(tenant, "kept");
        history(tenant, gone, "1");
        JsonNode fields = tenant.get("application", FIELDS, 200).json().at("/data");
        String id = fields.get(fields.size() - 2).at("/_id").asText();
        history(tenant, id, "2");
        Tenant.expect(tenant.call("DELETE", "application", FIELDS + "/" + id, ""), 200);
        field(tenant, "gone");
        tenant.post("system", "/badges", """
                {"title":"B","action":"custom","awardCurrency":true,"awardCurrencyQuantity":5}""", 200);
        award(tenant, badge(tenant), 200);
        tenant.post("integration", "/messages/send", """
                {"channelId":"66b1d0a4c5e2f30011aa0050","message":"Hi","sender":"nia"}""", 200);
        tenant.post("integration", "/users/manage", "{\"action\":\"delete\",\"user\":\"nia\"}", 200);
    }

    private static void createUser(Tenant tenant, String name) throws Exception {
        tenant.post("integration", "/users", """
                {"firstname":"N","lastname":"S","username":"%s","displayname":"N","email":"%s@example.org",
                 "accessLevel":1,"joinServer":true,"sendEmail":false,"emailPassword":false,
                 "customFields":[{"fieldIdorName":"note","value":"x"}]}""".formatted(name, name), 200);
    }

    private static void coins(Tenant tenant, int amount) throws Exception {
        String body = "{\"email\":\"u1@example.org\",\"amount\":" + amount + "}";
        tenant.post("incoming-webhooks", "/incoming-webhooks/in-game-currency/hook-currency", body, 200);
    }

    private static String field(Tenant tenant, String key) throws Exception {
        String body = "{\"field\":\"" + key + "\",\"name\":\"" + key + "\",\"type\":\"number\"}";
        return tenant.post("application", FIELDS, body, 201)
                .json()
                .at("/data/_id")
                .asText();
    }

    private static void history(Tenant tenant, String field, String value) throws Exception {
        String body = "{\"fieldId\":\"" + field + "\",\"value\":" + value + "}";
        tenant.post("application", COMMUNITY + "/users/1001/user-field-histories", body, 201);
    }

    private static String badge(Tenant tenant) throws Exception {
        return tenant.get("system", "/badges", 200).json().at("/body/0/id").asText();
    }

    private static void award(Tenant tenant, String badge, int status) throws Exception {
        tenant.post("system", "/badges/" + badge + "/award", "{\"userId\":\"1001\"}", status);
    }
}
