package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads every paged list to its end by nothing but its mark in the contract. */
class PagingMarksIT {
    private static final int MORE_THAN_A_PAGE = 220;
    private static Tenant tenant;
    private static String jobId;
    private static String fieldId;

    @BeforeAll
    static void fill(@TempDir Path folder) throws Exception {
        tenant = new Tenant(folder);
        tenant.emulator.seed(new EmulatorSeed(
                java.util.List.of(),
                IntStream.range(3, MORE_THAN_A_PAGE).mapToObj(i -> SeedUser.of("user" + i + "@example.org"))));
        String fields = "/communities/" + Tenant.COMMUNITY + "/user-fields";
        fieldId =
                tenant.get("application", fields, 200).json().at("/data/6/_id").asText();
        for (int i = 0; i < 3; i++) {
            tenant.upload("email,note\r\nu1@example.org,a" + i + "\r\nu2@example.org,b\r\nu3@example.org,c\r\n");
            tenant.post(
                    "application",
                    "/communities/" + Tenant.COMMUNITY + "/users/1001/user-field-histories",
                    "{\"fieldId\":\"" + fieldId + "\",\"value\":\"v" + i + "\"}",
                    201);
        }
        jobId = tenant.jobDone().id();
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    static Stream<Operation> paged() {
        return Tenant.CONTRACT.operations().stream()
                .filter(operation -> operation.definition().has("x-rai-paging"));
    }

    @ParameterizedTest
    @MethodSource("paged")
    void reachesEveryItemOnce(Operation operation) throws Exception {
        JsonNode mark = operation.definition().path("x-rai-paging");
        boolean fixed = mark.path("style").asText().equals("fixed");
        int size = fixed ? mark.path("size").asInt() : 2;
        Set<JsonNode> seen = new HashSet<>();
        int items = 0;
        int pages = 0;
        String at = mark.path("style").asText().equals("cursor") ? null : "1";
        boolean more = true;
        while (more) {
            JsonNode answer = ask(operation, mark, at, size);
            JsonNode page = answer.at(operation.envelope().payload())
                    .at(mark.path("items").asText());
            assertThat(page.size()).isLessThanOrEqualTo(size);
            page.forEach(
                    item -> seen.add(mark.has("id") ? item.at(mark.path("id").asText()) : item));
            items += page.size();
            pages++;
            at = next(mark, answer, at);
            more = at != null
                    && (mark.has("more") ? answer.at(mark.path("more").asText()).asBoolean() : page.size() == size);
        }
        assertThat(pages).as("pages").isGreaterThan(1);
        assertThat(items).isEqualTo(total(operation.id()));
        assertThat(seen).as("ids").hasSize(items);
    }

    private static @Nullable String next(JsonNode mark, JsonNode answer, @Nullable String at) {
        return mark.has("next")
                ? answer.at(mark.path("next").asText()).textValue()
                : Integer.toString(Integer.parseInt(String.valueOf(at)) + 1);
    }

    private static int total(String operation) {
        return switch (operation) {
            case "searchUsers", "listCommunityUsers" -> MORE_THAN_A_PAGE;
            case "listUserFields" -> 10;
            default -> 3;
        };
    }

    private static JsonNode ask(Operation operation, JsonNode mark, @Nullable String at, int size) throws Exception {
        Map<String, String> query = new LinkedHashMap<>();
        JsonNode example = operation.definition().at("/requestBody/content/application~1json/example");
        ObjectNode body = example.isObject() ? example.deepCopy() : Json.MAPPER.createObjectNode();
        if (operation.id().equals("searchUsers")) {
            body.remove("filter");
        } else if (operation.id().equals("getUserMilestones")) {
            body.withObject("/identifier").put("value", "u1@example.org");
        }
        put(query, body, mark.path("parameter").asText(), at);
        if (mark.has("limit")) {
            put(query, body, mark.path("limit").asText(), Integer.toString(size));
        }
        String path = operation
                .path()
                .replace("{communityId}", Tenant.COMMUNITY)
                .replace("{bulkUpdateId}", jobId)
                .replace("{fieldId}", fieldId)
                .replace("{userId}", "1001");
        StringBuilder target = new StringBuilder(
                URI.create(tenant.emulator.baseUrl(operation.server())).getPath() + path + "?");
        query.forEach(
                (name, value) -> target.append(name).append('=').append(value).append('&'));
        Tenant.Reply reply = tenant.raw(
                operation.method(),
                target.toString(),
                example.isObject() ? body.toString() : "",
                "Authorization",
                "Bearer " + Tenant.KEY);
        return Tenant.expect(reply, 200).json();
    }

    private static void put(Map<String, String> query, ObjectNode body, String place, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (!place.startsWith("/")) {
            query.put(place, value);
            return;
        }
        int slash = place.lastIndexOf('/');
        ObjectNode parent = slash == 0 ? body : body.withObject(place.substring(0, slash));
        String name = place.substring(slash + 1);
        if (value.chars().allMatch(Character::isDigit)) {
            parent.put(name, Integer.parseInt(value));
        } else {
            parent.put(name, value);
        }
    }
}
