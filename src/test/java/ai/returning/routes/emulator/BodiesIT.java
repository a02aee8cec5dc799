package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Emulator and contract read the same pages twice: what the schema requires, the emulator misses. */
class BodiesIT {
    private static final Path FILE = Path.of("config/returning-ai.openapi.yaml");
    private static final Map<String, String> WEBHOOKS = Map.of(
            "sendMessageByWebhook", "hook-message",
            "updateUserFieldsByWebhook", "hook-fields",
            "updateCurrencyByWebhook", "hook-currency");
    private static JsonNode root;
    private static Tenant tenant;

    record Missing(Operation operation, String field) {
        @Override
        public String toString() {
            return operation.id() + " without " + field;
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        tenant = new Tenant(folder);
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    static Stream<Missing> missing() throws Exception {
        root = Json.MAPPER.valueToTree(
                Yaml.parse(FILE.toString(), Files.readString(FILE)).toJava());
        List<Missing> all = new ArrayList<>();
        for (Operation operation : Tenant.CONTRACT.operations()) {
            required(content(operation).path("schema")).forEach(field -> all.add(new Missing(operation, field)));
        }
        return all.stream();
    }

    private static JsonNode content(Operation operation) {
        return operation.definition().at("/requestBody/content/application~1json");
    }

    private static List<String> required(JsonNode schema) {
        List<String> names = new ArrayList<>();
        if (schema.has("$ref")) {
            names.addAll(required(root.at(schema.path("$ref").asText().substring(1))));
        }
        schema.path("allOf").forEach(part -> names.addAll(required(part)));
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    @ParameterizedTest
    @MethodSource("missing")
    void namesTheFieldThatIsMissing(Missing missing) throws Exception {
        ObjectNode body = content(missing.operation()).path("example").deepCopy();
        body.remove(missing.field());

        Tenant.Reply reply = send(missing.operation(), body.toString());

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.text()).contains(missing.field());
        assertThat(reply.json().at(errorText(missing.operation())).asText()).isNotBlank();
    }

    @Test
    void refusesABodyThatIsNoObject() throws Exception {
        for (Operation operation : Tenant.CONTRACT.operations()) {
            if (!content(operation).isMissingNode()) {
                for (String body : List.of("", "[]", "7", "{\"open\":")) {
                    assertThat(send(operation, body).status())
                            .as(operation.id() + " with " + body)
                            .isEqualTo(400);
                }
            }
        }
    }

    private static String errorText(Operation operation) {
        return operation.envelope().name().equals("system") ? "/meta/message" : "/message";
    }

    private static Tenant.Reply send(Operation operation, String body) throws Exception {
        String path = operation
                .path()
                .replace("{communityId}", Tenant.COMMUNITY)
                .replace("{webhookId}", WEBHOOKS.getOrDefault(operation.id(), ""))
                .replaceAll("\\{[^/]+}", "1001");
        String base = URI.create(tenant.emulator.baseUrl(operation.server())).getPath();
        return tenant.raw(
                operation.method(),
                base + path,
                body,
                "Authorization",
                "Bearer " + Tenant.KEY,
                "x-api-key",
                Tenant.KEY);
    }
}
