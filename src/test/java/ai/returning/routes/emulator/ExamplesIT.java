package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays the examples of the contract, one operation after the other: each works, and answers what its example shows. */
class ExamplesIT {
    private static final Path FILE = Path.of("config/returning-ai.openapi.yaml");
    private static final byte[] GIF = {'G', 'I', 'F', '8', '9', 'a'};
    /** In an order in which each finds what it needs. */
    private static final List<String> ORDER = List.of(
            "createUserField",
            "createUser",
            "bulkUpdateUsers",
            "bulkUpdatePremiumCurrency",
            "bulkImportUsers",
            "listBulkUpdates",
            "getBulkUpdateStatus",
            "getBulkUpdateDetails",
            "getUserData",
            "searchUsers",
            "getUserMilestones",
            "getUser",
            "listCommunityUsers",
            "listUserFields",
            "getUserField",
            "createUserFieldHistory",
            "listUserFieldHistories",
            "listUserFieldHistoriesByField",
            "listUserFieldHistoriesByUser",
            "listUserFieldHistoriesByFieldAndUser",
            "listMyServers",
            "createBadge",
            "listBadges",
            "updateBadge",
            "awardBadge",
            "removeBadge",
            "sendMessage",
            "getMessages",
            "replyMessage",
            "reactMessage",
            "uploadMessageImage",
            "sendMessageByWebhook",
            "updateUserFieldsByWebhook",
            "updateCurrencyByWebhook",
            "updateUserField",
            "deleteUserField",
            "deleteBadge",
            "manageUserAccount");
    /** Parts of an example that only some calls show. */
    private static final List<String> ELSEWHERE = List.of(
            "searchUsers/next_cursor", // only with a cursor
            "getBulkUpdateDetails/data/rows/0/message"); // only of a failed row

    /** Ids of the examples, and what stands for them here. */
    private final Map<String, String> ids = new LinkedHashMap<>(Map.of("lena.p", "kofi.m"));

    private JsonNode root;
    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        tenant = new Tenant(folder);
        root = Json.MAPPER.valueToTree(
                Yaml.parse(FILE.toString(), Files.readString(FILE)).toJava());
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void playsEveryExample() throws Exception {
        assertThat(Tenant.CONTRACT.operations().stream().map(Operation::id)).containsExactlyInAnyOrderElementsOf(ORDER);
        for (String id : ORDER) {
            Operation operation = Tenant.CONTRACT.operation(id);
            JsonNode answer =
                    Tenant.expect(play(operation), successStatus(operation)).json();
            List<String> missing = new ArrayList<>();
            compare(id, example(operation), answer, missing);
            assertThat(missing).as("%s answers %s", id, answer).isEmpty();
            learn(id, answer);
        }
    }

    private Tenant.Reply play(Operation operation) throws Exception {
        JsonNode multipart = operation.definition().at("/requestBody/content/multipart~1form-data/example");
        JsonNode json = operation.definition().at("/requestBody/content/application~1json/example");
        if (multipart.has("images")) {
            return tenant.multipart(operation.path(), "images", "map.gif", GIF);
        }
        if (multipart.isObject()) {
            String csv = multipart.path("data").asText();
            return tenant.multipart(
                    operation.path(),
                    "data",
                    "a.csv",
                    csv,
                    "communityId",
                    "",
                    multipart.path("communityId").asText());
        }
        String path = URI.create(tenant.emulator.baseUrl(operation.server())).getPath() + filled(operation);
        return tenant.raw(
                operation.method(),
                path,
                json.isMissingNode() ? "" : translated(json.toString()),
                "Authorization",
                "Bearer " + Tenant.KEY,
                "x-api-key",
                Tenant.KEY);
    }

    private String translated(String text) {
        String result = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            result = result.replace(id.getKey(), id.getValue());
        }
        return result;
    }

    private String filled(Operation operation) {
        String webhook =
                switch (operation.id()) {
                    case "sendMessageByWebhook" -> "hook-message";
                    case "updateUserFieldsByWebhook" -> "hook-fields";
                    default -> "hook-currency";
                };
        return operation
                .path()
                .replace("{communityId}", Tenant.COMMUNITY)
                .replace("{webhookId}", webhook)
                .replace("{userId}", ids.getOrDefault("4417", ""))
                .replace("{fieldId}", ids.getOrDefault("66b1d0a4c5e2f30011aa0020", ""))
                .replace("{badgeId}", ids.getOrDefault("5f0c2a9e-1111-4a4a-9b9b-0c0c0c0c0c0c", ""))
                .replace("{bulkUpdateId}", ids.getOrDefault("66b1d0a4c5e2f30011aa0900", ""));
    }

    private void learn(String id, JsonNode answer) {
        switch (id) {
            case "createUserField" ->
                ids.put("66b1d0a4c5e2f30011aa0020", answer.at("/data/_id").asText());
            case "createUser" -> ids.put("4417", answer.at("/data/userId").asText());
            case "bulkUpdateUsers", "bulkImportUsers" ->
                ids.put("66b1d0a4c5e2f30011aa0900", tenant.jobDone().id());
            case "createBadge" ->
                ids.put(
                        "5f0c2a9e-1111-4a4a-9b9b-0c0c0c0c0c0c",
                        answer.at("/body/id").asText());
            case "getMessages" ->
                ids.put("77c0de01ab", answer.at("/data/messages/0/id").asText());
            default -> {
                // nothing that a later example names
            }
        }
    }

    private JsonNode success(Operation operation) {
        JsonNode responses = operation.definition().path("responses");
        JsonNode ok = responses.path(Integer.toString(successStatus(operation)));
        return ok.has("$ref") ? root.at(ok.path("$ref").asText().substring(1)) : ok;
    }

    private static int successStatus(Operation operation) {
        return operation.definition().path("responses").has("201") ? 201 : 200;
    }

    private JsonNode example(Operation operation) {
        return success(operation).at("/content/application~1json/example");
    }

    /** Notes what the example has and the answer lacks, or has in another type; null fits every type. */
    private static void compare(String where, JsonNode example, JsonNode answer, List<String> missing) {
        if (ELSEWHERE.contains(where) || example.isNull() || answer.isNull()) {
            return;
        }
        if (example.isNumber() ? !answer.isNumber() : example.getNodeType() != answer.getNodeType()) {
            missing.add(where);
        } else if (example.isObject()) {
            example.properties()
                    .forEach(entry -> compare(
                            where + "/" + entry.getKey(), entry.getValue(), answer.path(entry.getKey()), missing));
        } else if (example.isArray() && !example.isEmpty()) {
            compare(where + "/0", example.get(0), answer.path(0), missing);
        }
    }
}
