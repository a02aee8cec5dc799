package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesIT {
    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void listsJobsNewestFirstInPages() throws Exception {
        for (int i = 1; i <= 3; i++) {
            tenant.upload("file-" + i + ".csv", "email,note\r\nu1@example.org," + i + "\r\n");
        }
        tenant.jobDone();
        Tenant.Reply first = tenant.get("integration", "/users/bulk-update?page=1&limit=2");
        assertThat(first.basis()).isEqualTo("assumed");
        assertThat(first.json().findValuesAsText("fileName")).containsExactly("file-3.csv", "file-2.csv");
        assertThat(first.json().at("/data/0/type").asText()).isEqualTo("bulk-update");
        assertThat(first.json().at("/data/0/createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{3}Z");
        assertThat(first.json().at("/pagination").toString())
                .isEqualTo(
                        "{\"total\":3,\"currentPage\":1,\"totalPages\":2,\"hasNextPage\":true,\"hasPrevPage\":false}");
        Tenant.Reply second = tenant.get("integration", "/users/bulk-update?page=2&limit=2");
        assertThat(second.json().findValuesAsText("fileName")).containsExactly("file-1.csv");
        assertThat(tenant.get("integration", "/users/bulk-update?limit=0").status())
                .isEqualTo(400);
        assertThat(tenant.get("integration", "/users/bulk-update?page=x").status())
                .isEqualTo(400);
        assertThat(tenant.get("integration", "/users/bulk-update?page=2147483647&limit=100")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsAJobWhileItGoesFromStateToState() throws Exception {
        tenant.emulator.knobs().queuedTime(Duration.ofHours(1)).timePerRow(Duration.ofHours(1));
        tenant.emulator.knobs().jobIdInSubmitResponse(true);
        String id = tenant.upload("email,note\r\nu1@example.org,a\r\nnobody@example.org,b\r\n")
                .json()
                .at("/data/_id")
                .asText();
        assertThat(status(id)).isEqualTo("queued 0/2");
        tenant.emulator.advance(Duration.ofHours(1));
        Awaitility.await().until(() -> status(id).equals("processing 0/2"));
        tenant.emulator.advance(Duration.ofHours(1));
        Awaitility.await().until(() -> status(id).equals("processing 1/2"));
        JsonNode details = details(id, "");
        assertThat(details.at("/data/rows")).hasSize(1);
        tenant.emulator.advance(Duration.ofHours(1));
        Awaitility.await().until(() -> status(id).equals("completed 2/2"));
        assertThat(details(id, "?status=failed").at("/data/rows").toString())
                .isEqualTo("[{\"row\":3,\"identifier\":\"nobody@example.org\",\"status\":\"failed\","
                        + "\"message\":\"User not found\"}]");
        assertThat(details(id, "?limit=1&page=2").at("/data/rows/0/row").asInt())
                .isEqualTo(3);
        assertThat(tenant.get("integration", "/users/bulk-update/" + id + "/details?status=no")
                        .status())
                .isEqualTo(400);
    }

    private String status(String id) throws Exception {
        JsonNode data = tenant.get("integration", "/users/bulk-update/" + id + "/status")
                .json()
                .at("/data");
        return data.at("/status").asText() + " " + data.at("/processed") + "/" + data.at("/total");
    }

    private JsonNode details(String id, String query) throws Exception {
        return tenant.get("integration", "/users/bulk-update/" + id + "/details" + query)
                .json();
    }

    @Test
    void refusesUnknownAndMalformedJobs() throws Exception {
        assertThat(tenant.get("integration", "/users/bulk-update/66b1d0a4c5e2f30011aa0900/status")
                        .status())
                .isEqualTo(404);
        assertThat(tenant.get("integration", "/users/bulk-update/abc/details").status())
                .isEqualTo(400);
        tenant.emulator.knobs().hideJobQueries(true);
        assertThat(tenant.get("integration", "/users/bulk-update").status()).isEqualTo(404);
        assertThat(tenant.get("integration", "/users/bulk-update/abc/status").status())
                .isEqualTo(404);
    }

    @Test
    void showsAUserByShortIdOrAddress() throws Exception {
        Tenant.Reply reply = info("U1@example.ORG");
        assertThat(reply.basis()).isEqualTo("documented");
        JsonNode data = reply.json().at("/data");
        assertThat(data.at("/coins").asInt()).isEqualTo(40);
        assertThat(data.at("/xp").isNumber()).isTrue();
        assertThat(data.at("/customFields").toString()).isEqualTo("{\"member-tier\":\"silver\"}");
        assertThat(info(data.at("/userId").asText()).json().at("/data/username"))
                .isEqualTo(data.at("/username"));
        assertThat(info("u2@example.org").json().at("/data/firstName").asText()).isEqualTo("Two");
        assertThat(info("nobody@example.org").status()).isEqualTo(404);
        assertThat(info("nobody@example.org").json().at("/status").asText()).isEqualTo("error");
        assertThat(tenant.post("integration", "/users/info", "{}").status()).isEqualTo(400);
        assertThat(tenant.post("integration", "/users/info", "[").status()).isEqualTo(400);
    }

    private Tenant.Reply info(String idOrEmail) throws Exception {
        return tenant.post("integration", "/users/info", "{\"idOrEmail\":\"" + idOrEmail + "\"}");
    }

    @Test
    void searchesUsersByValueAndRange() throws Exception {
        assertThat(search("{\"fields\":[\"email\",\"coins\"],\"filter\":{\"email\":\"U1@EXAMPLE.org\"}}"))
                .isEqualTo("[{\"email\":\"u1@example.org\",\"coins\":40}]");
        assertThat(search("{\"fields\":[\"email\"],\"filter\":{\"coins\":{\"gte\":2,\"lte\":39}}}"))
                .isEqualTo("[{\"email\":\"U2@Example.ORG\"}]");
        assertThat(search("{\"fields\":[\"email\"],\"filter\":{\"lifetime-deposit\":10.5}}"))
                .isEqualTo("[{\"email\":\"u3@example.org\"}]");
        assertThat(search("{\"fields\":[\"last-login\"],\"filter\":{\"last-login\":{\"gte\":\"2026-01-01\"}}}"))
                .isEqualTo("[{\"last-login\":\"2026-03-01\"}]");
        assertThat(search("{\"fields\":[\"email\"],\"filter\":{\"note\":\"none\"}}"))
                .isEqualTo("[]");
        for (String wrong : List.of(
                "{\"filter\":{}}",
                "{\"fields\":[\"nope\"]}",
                "{\"fields\":[\"email\"],\"filter\":{\"nope\":1}}",
                "{\"fields\":[\"email\"],\"filter\":{\"note\":{\"gte\":1}}}",
                "{\"fields\":[\"email\"],\"filter\":{\"coins\":{\"gt\":1}}}",
                "{\"fields\":[\"email\"],\"cursor\":\"\",\"page\":1}",
                "{\"fields\":[\"email\"],\"cursor\":\"zzz\"}",
                "{\"fields\":[\"email\"],\"page\":0}")) {
            assertThat(tenant.post("integration", "/users/filter", wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private String search(String body) throws Exception {
        Tenant.Reply reply = tenant.post("integration", "/users/filter", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.basis()).isEqualTo("partial");
        return reply.json().at("/data").toString();
    }

    @Test
    void pagesASearchByNumberAndByCursor() throws Exception {
        tenant.emulator.seed(new EmulatorSeed(
                List.of(), IntStream.range(0, 400).mapToObj(i -> SeedUser.of("more" + i + "@example.org"))));
        JsonNode third = tenant.post("integration", "/users/filter", "{\"fields\":[\"email\"],\"page\":3}")
                .json();
        assertThat(third.at("/data")).hasSize(3);
        assertThat(third.at("/total_pages").asInt()).isEqualTo(3);
        assertThat(third.at("/current_page").asInt()).isEqualTo(3);
        String cursor = "";
        int seen = 0;
        for (int calls = 0; cursor != null && calls < 5; calls++) {
            JsonNode page = tenant.post(
                            "integration", "/users/filter", "{\"fields\":[\"email\"],\"cursor\":\"" + cursor + "\"}")
                    .json();
            seen += page.at("/data").size();
            cursor = page.at("/next_cursor").textValue();
        }
        assertThat(seen).isEqualTo(403);
        assertThat(cursor).isNull();
    }

    @Test
    void listsDefaultAndCustomFields() throws Exception {
        Tenant.Reply reply = tenant.get("application", "/communities/" + Tenant.COMMUNITY + "/user-fields");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/meta").toString()).isEqualTo("{\"status\":\"success\",\"statusCode\":200}");
        assertThat(reply.json().findValuesAsText("field"))
                .containsExactly(
                        "email",
                        "first_name",
                        "last_name",
                        "join_date",
                        "xp",
                        "coins",
                        "member-tier",
                        "lifetime-deposit",
                        "last-login",
                        "note");
        assertThat(reply.json().at("/data/4/type").asText()).isEqualTo("numerical");
        JsonNode paged = tenant.get("application", "/communities/" + Tenant.COMMUNITY + "/user-fields?page=2&limit=9")
                .json();
        assertThat(paged.at("/data")).hasSize(1);
        assertThat(paged.at("/meta/pagination/totalPages").asInt()).isEqualTo(2);
    }

    @Test
    void refusesASeedThatCollidesAndAddsNothing() {
        int before = tenant.emulator.users().count();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> tenant.emulator.seed(new EmulatorSeed(
                        List.of(),
                        java.util.stream.Stream.of(
                                SeedUser.of("new@example.org"), SeedUser.of("u1@EXAMPLE.org", Map.of())))))
                .hasMessageContaining("RAI-0001")
                .hasMessageNotContaining("u1@EXAMPLE.org");
        assertThat(tenant.emulator.users().count()).isEqualTo(before);
    }
}
