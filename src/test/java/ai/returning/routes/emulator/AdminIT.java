package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminIT {
    private static final String CSV = "email,note\r\nu1@example.org,x\r\n";

    private Path folder;
    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path dir) {
        folder = dir;
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void needsItsToken() throws Exception {
        assertThat(tenant.raw("GET", "/__admin/requests", "").status()).isEqualTo(401);
        assertThat(tenant.raw("GET", "/__admin/requests", "", "x-emulator-admin-token", "no")
                        .status())
                .isEqualTo(401);
        try (Tenant closed =
                new Tenant(EmulatorSettings.of(Tenant.CONTRACT, folder.resolve("no-admin"), Tenant.COMMUNITY))) {
            assertThat(closed.admin("GET", "requests", "").status()).isEqualTo(404);
        }
    }

    @Test
    void scriptsFaults() throws Exception {
        Tenant.Reply added = tenant.admin(
                "POST",
                "faults",
                "[{\"operation\":\"bulkUpdateUsers\",\"nth\":\"2-3\",\"then\":{\"status\":429,"
                        + "\"headers\":{\"Retry-After\":\"1\"},\"body\":\"slow down\"}},"
                        + "{\"operation\":\"bulkUpdateUsers\",\"nth\":4,\"then\":\"lose-job\"}]");
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        assertThat(added.json()).hasSize(2);
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        assertThat(tenant.upload(CSV).text()).isEqualTo("slow down");
        assertThat(tenant.upload(CSV).status()).isEqualTo(429);
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        assertThat(tenant.emulator.jobs()).hasSize(1);
        assertThat(tenant.admin("POST", "faults/reset", "").json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"operation\":\"bulkUpdateUser\",\"then\":\"lose-job\"}",
                "{\"operation\":\"bulkUpdateUsers\",\"then\":\"loose-job\"}",
                "{\"operation\":\"bulkUpdateUsers\",\"nth\":\"x\",\"then\":\"lose-job\"}",
                "{\"operation\":\"bulkUpdateUsers\",\"nth\":0,\"then\":\"lose-job\"}",
                "{\"operation\":\"bulkUpdateUsers\",\"then\":{\"status\":500,\"latency\":5}}",
                "{\"operation\":\"bulkUpdateUsers\",\"then\":{}}",
                "{",
            })
    void refusesAScriptItDoesNotUnderstand(String rule) throws Exception {
        Tenant.Reply refused = tenant.admin("POST", "faults", rule);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(tenant.emulator.faults().rules()).isEmpty();
    }

    @Test
    void tellsWhatWasAskedAndApplied() throws Exception {
        tenant.upload("sent.csv", CSV);
        String job = tenant.jobDone().id();
        var requests =
                tenant.admin("GET", "requests?operation=bulkUpdateUsers", "").json();
        assertThat(requests.at("/counts/bulkUpdateUsers").asInt()).isEqualTo(1);
        assertThat(requests.at("/requests/0/fileName").asText()).isEqualTo("sent.csv");
        assertThat(requests.at("/requests/0/rows").asInt()).isEqualTo(1);
        assertThat(requests.at("/requests/0/sha256").asText()).hasSize(64);
        var applied = tenant.admin("GET", "applied?email=U1@example.org", "").json();
        assertThat(applied.at("/count").asInt()).isEqualTo(1);
        assertThat(applied.at("/changes/0/new").asText()).isEqualTo("x");
        assertThat(applied.at("/changes/0/row").asInt()).isEqualTo(2);
        assertThat(applied.at("/changes/0/job").asText()).isEqualTo(job);
        assertThat(tenant.admin("GET", "applied?email=u2@example.org", "")
                        .json()
                        .at("/count")
                        .asInt())
                .isZero();
        assertThat(tenant.admin("GET", "applied?job=" + job, "")
                        .json()
                        .at("/count")
                        .asInt())
                .isEqualTo(1);
        assertThat(tenant.admin("GET", "users/u1%40example.org", "")
                        .json()
                        .at("/values/note")
                        .asText())
                .isEqualTo("x");
        assertThat(tenant.admin("GET", "users/nobody", "").status()).isEqualTo(404);
        assertThat(tenant.admin("GET", "jobs", "").json().at("/0/state").asText())
                .isEqualTo("completed");
    }

    @Test
    void turnsKnobsMovesTheClockAndSeeds() throws Exception {
        assertThat(tenant.admin("POST", "knobs", "{\"queuedMillis\":60000,\"keepFileName\":false}")
                        .status())
                .isEqualTo(200);
        assertThat(tenant.admin("POST", "knobs", "{\"keepFileNames\":true}").status())
                .isEqualTo(400);
        tenant.upload("mine.csv", CSV);
        assertThat(tenant.emulator.jobs().get(0).state()).isEqualTo("queued");
        assertThat(tenant.admin("POST", "clock", "{\"advance\":\"PT61S\"}").status())
                .isEqualTo(200);
        assertThat(tenant.admin("POST", "clock", "{\"advance\":\"a bit\"}").status())
                .isEqualTo(400);
        assertThat(tenant.jobDone().shownName()).isNotEqualTo("mine.csv");
        assertThat(tenant.admin("GET", "knobs", "").json().at("/keepFileName").asBoolean(true))
                .isFalse();
        Tenant.Reply seeded = tenant.admin(
                "POST",
                "seed",
                "{\"fields\":[{\"field\":\"city\",\"type\":\"text\"}],\"users\":[{\"email\":\"u9@example.org\","
                        + "\"values\":{\"city\":\"Oslo\"}}]}");
        assertThat(seeded.json().at("/users").asInt()).as(seeded.text()).isEqualTo(1);
        assertThat(tenant.value("u9@example.org", "city")).isEqualTo("Oslo");
        assertThat(tenant.admin("POST", "seed", "{\"fields\":[{\"field\":\"x\",\"type\":\"boolean\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(tenant.admin("GET", "nothing", "").status()).isEqualTo(404);
    }
}
