package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadgesIT {
    private static final String EARLY = """
            {"title":"Early bird","action":"custom","quantity":3,"attachRequired":false,
             "award":true,"awardXpQuantity":50,"awardCurrency":true,"awardCurrencyQuantity":5}""";
    private static final String U1 = "{\"userId\":\"1001\"}";

    private Tenant tenant;
    private String badge;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        tenant = new Tenant(folder);
        badge = call("POST", "", EARLY, 200).at("/body/id").asText();
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    private JsonNode call(String method, String path, String json, int status) throws Exception {
        return Tenant.expect(tenant.call(method, "system", "/badges" + path, json), status)
                .json();
    }

    @Test
    void listsChangesAndDeletesABadge() throws Exception {
        JsonNode listed = call("GET", "", "", 200).at("/body/0");
        assertThat(listed.at("/title").asText()).isEqualTo("Early bird");
        assertThat(listed.at("/quantity").isTextual()).isTrue();
        call("PUT", "/" + badge, EARLY.replace("Early bird", "Night owl"), 200);
        assertThat(call("GET", "", "", 200).at("/body/0/title").asText()).isEqualTo("Night owl");
        assertThat(call("DELETE", "/" + badge, "", 200).at("/body").isNull()).isTrue();
        assertThat(call("GET", "", "", 200).at("/body")).isEmpty();
        assertThat(call("DELETE", "/" + badge, "", 404).at("/meta/success").asBoolean(true))
                .isFalse();
        call("PUT", "/" + badge, EARLY, 404);
    }

    @Test
    void awardsOnceWithWhatTheBadgeGives() throws Exception {
        JsonNode held = call("POST", "/" + badge + "/award", U1, 200).at("/body");
        assertThat(held.at("/0/id").asText()).isEqualTo(badge);
        assertThat(held.at("/0/awarded").asText()).isEqualTo("true");
        call("POST", "/" + badge + "/award", U1, 200);

        assertThat(tenant.emulator.users().find("1001").orElseThrow().badges()).containsExactly(badge);
        assertThat(tenant.value("u1@example.org", "xp")).isEqualTo("360");
        assertThat(tenant.value("u1@example.org", "coins")).isEqualTo("45");
        assertThat(tenant.emulator.applied().count("awardBadge")).isOne();
        assertThat(tenant.emulator.applied().ofOperation("awardBadge"))
                .extracting(AppliedChange::field)
                .containsExactly("@award", "xp", "coins");
        assertThat(call("GET", "", "", 200).at("/body/0/awarded").asText()).isEqualTo("true");
        tenant.emulator.knobs().secondAwardIsConflict(true);
        call("POST", "/" + badge + "/award", U1, 409);
    }

    @Test
    void removesABadgeAndLeavesWhatCameWithIt() throws Exception {
        call("POST", "/" + badge + "/award", U1, 200);
        assertThat(call("POST", "/" + badge + "/remove", U1, 200).at("/body")).isEmpty();
        call("POST", "/" + badge + "/remove", U1, 200);
        assertThat(tenant.emulator.users().find("1001").orElseThrow().badges()).isEmpty();
        assertThat(tenant.value("u1@example.org", "xp")).isEqualTo("360");
        assertThat(tenant.emulator.applied().count("removeBadge")).isOne();
    }

    @Test
    void refusesUnknownUsersBadgesAndWrongBodies() throws Exception {
        call("POST", "/" + badge + "/award", "{\"userId\":\"9999\"}", 404);
        call("POST", "/nonsense/award", U1, 404);
        assertThat(call("POST", "/" + badge + "/award", "{\"userId\":1001}", 400)
                        .at("/meta/errors/0/field")
                        .asText())
                .isEqualTo("userId");
        call("POST", "", "{\"title\":\"x\"}", 400);
        call("POST", "", EARLY.replace("3", "\"3\""), 400);
        assertThat(tenant.emulator.applied().count("awardBadge")).isZero();
    }

    @Test
    void takesTheSystemKeyInItsOwnHeaderAlone() throws Exception {
        assertThat(tenant.raw("GET", "/badges", "", "Authorization", "Bearer " + Tenant.KEY)
                        .status())
                .isEqualTo(401);
        assertThat(tenant.raw("GET", "/api/v1/badges", "", "x-api-key", Tenant.KEY)
                        .status())
                .isEqualTo(200);
    }
}
