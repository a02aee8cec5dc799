package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAndRoutesIT {
    private static final String OTHER = "66b1d0a4c5e2f30011aa0002";
    private static final String USER = "{\"idOrEmail\":\"u1@example.org\"}";

    private Path folder;
    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path dir) {
        folder = dir;
        EmulatorSettings base = Tenant.settings(folder);
        EmulatorSettings withKeys = new EmulatorSettings(
                base.contract(),
                base.dataFolder(),
                base.communityId(),
                java.util.List.of(
                        base.keys().get(0),
                        new ApiKey("weak", Tenant.COMMUNITY, Set.of("getUserStats"), null),
                        new ApiKey(
                                "old", Tenant.COMMUNITY, Set.of("getUserData"), Instant.parse("2020-01-01T00:00:00Z")),
                        new ApiKey("other", OTHER, Set.of("getUserData", "bulkUpdateUser", "userFields"), null)),
                0,
                base.adminToken(),
                base.knobs(),
                base.clock(),
                base.seed());
        tenant = new Tenant(withKeys);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    private Tenant.Reply info(String... headers) throws Exception {
        return tenant.raw("POST", "/apis/v1/users/info", USER, headers);
    }

    @Test
    void refusesMissingUnknownAndExpiredKeys() throws Exception {
        assertThat(info().status()).isEqualTo(401);
        assertThat(info("Authorization", "Bearer nope").status()).isEqualTo(401);
        assertThat(info("Authorization", "Bearer old").status()).isEqualTo(401);
        assertThat(info("Authorization", "Basic " + Tenant.KEY).status()).isEqualTo(401);
        assertThat(info("x-api-key", Tenant.KEY).basis()).isEqualTo("partial");
        assertThat(info("Authorization", "Bearer " + Tenant.KEY).status()).isEqualTo(200);
    }

    @Test
    void refusesAKeyWithoutThePermission() throws Exception {
        Tenant.Reply refused = info("Authorization", "Bearer weak");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.basis()).isEqualTo("assumed");
        assertThat(refused.text()).contains("getUserData").doesNotContain("weak");
        tenant.emulator.knobs().missingPermissionIs401(true);
        assertThat(info("Authorization", "Bearer weak").status()).isEqualTo(401);
    }

    @Test
    void keepsCommunitiesApart() throws Exception {
        tenant.upload("email,note\r\nu1@example.org,x\r\n");
        String job = tenant.jobDone().id();
        String[] key = {"Authorization", "Bearer other"};
        assertThat(info(key).status()).isEqualTo(404);
        assertThat(tenant.raw("GET", "/apis/v1/users/bulk-update/" + job + "/status", "", key)
                        .status())
                .isEqualTo(404);
        assertThat(tenant.raw("GET", "/apis/v1/users/bulk-update", "", key)
                        .json()
                        .at("/data"))
                .isEmpty();
        assertThat(fields(Tenant.COMMUNITY, key).status()).isEqualTo(403);
        assertThat(fields("nonsense", key).status()).isEqualTo(400);
        assertThat(fields(OTHER, key).json().at("/data")).hasSize(6);
    }

    private Tenant.Reply fields(String community, String... headers) throws Exception {
        return tenant.raw("GET", "/apis/v1/communities/" + community + "/user-fields", "", headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/integration/apis/v1", "/integration/apis", "/integration/v1", "/apis/v1", "/apis", "/v1"})
    void answersUnderEachPrefix(String prefix) throws Exception {
        assertThat(tenant.raw("POST", prefix + "/users/info", USER, "Authorization", "Bearer " + Tenant.KEY)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersUnknownPathsInTheEnvelopeOfTheirPrefix() throws Exception {
        Tenant.Reply integration = tenant.raw("GET", "/apis/v1/nowhere", "");
        assertThat(integration.status()).isEqualTo(404);
        assertThat(integration.text()).isEqualTo("{\"status\":\"error\",\"message\":\"Route not found\"}");
        assertThat(tenant.raw("GET", "/application/apis/v1/nowhere", "")
                        .json()
                        .at("/meta/statusCode")
                        .asInt())
                .isEqualTo(404);
        assertThat(tenant.raw("GET", "/system/nowhere", "")
                        .json()
                        .at("/meta/success")
                        .asBoolean(true))
                .isFalse();
        assertThat(tenant.raw("POST", "/application/apis/v1/users/info", "").status())
                .isEqualTo(404);
        assertThat(tenant.raw("GET", "/", "").status()).isEqualTo(404);
        assertThat(tenant.raw("DELETE", "/apis/v1/users/info", "").basis()).isNotEmpty();
    }

    @Test
    void survivesRequestsThatAreNoHttp() throws Exception {
        for (String nonsense : new String[] {
            "hello\r\n\r\n",
            "GET /apis/v1/communities/%zz/user-fields HTTP/1.1\r\nConnection: close\r\n\r\n",
            "POST /apis/v1/users/info HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST /apis/v1/users/info HTTP/1.1\r\nContent-Length: many\r\n\r\n",
            "POST /apis/v1/users/info HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET / HTTP/1.1\r\nno header\r\n\r\n"
        }) {
            try (Socket socket = new Socket("127.0.0.1", tenant.emulator.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).as(nonsense).doesNotContain(" 200 ").doesNotContain(" 500 ");
            }
        }
        assertThat(info("Authorization", "Bearer " + Tenant.KEY).status()).isEqualTo(200);
    }

    @Test
    void answersEveryOperationOfTheContract() throws Exception {
        assertThat(Tenant.CONTRACT.operations()).isNotEmpty().allSatisfy(operation -> {
            String path = operation.path().replaceAll("\\{[^/]+}", "x");
            URI base = URI.create(tenant.emulator.baseUrl(operation.server()));
            int status =
                    tenant.raw(operation.method(), base.getPath() + path, "").status();
            assertThat(status).as(operation.id()).isNotEqualTo(501).isNotEqualTo(404);
        });
    }

    @Test
    void knowsNoBaseUrlOfAMisspeltServer() {
        assertThatThrownBy(() -> tenant.emulator.baseUrl("integraton"))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("Did you mean integration?");
    }

    @Test
    void refusesATakenPort() {
        assertThatThrownBy(() ->
                        Emulator.start(Tenant.settings(folder.resolve("second")).withPort(tenant.emulator.port())))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("RAI-0009");
    }
}
