package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The schema of routes for editors: that of the Camel in use, in which a placeholder may stand for a switch or a
 * number.
 */
class RouteSchemaTest {
    private static final Path FILE = Path.of("config/schema/camel-routes.schema.json");
    private static final Set<String> NO_TEXT = Set.of("boolean", "integer", "number");

    private static JsonNode schema;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream camel = RouteSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = Json.MAPPER.readTree(camel);
        }
        openToPlaceholders(schema);
    }

    private static void openToPlaceholders(JsonNode node) {
        node.forEach(RouteSchemaTest::openToPlaceholders);
        if (node instanceof ObjectNode part
                && NO_TEXT.contains(part.path("type").asText())) {
            String type = part.get("type").asText();
            part.putArray("type").add(type).add("string");
            part.put("pattern", "^\\{\\{.*\\}\\}$");
        }
    }

    @Test
    void isThatOfTheCamelInUse() throws IOException {
        String text = Json.MAPPER.writeValueAsString(schema) + "\n";
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(FILE, text);
        }
        // Half a megabyte in a message helps nobody.
        assertThat(Files.readString(FILE).equals(text))
                .as("stale: mvn -q test -Dtest=RouteSchemaTest -Ddocs.update=true")
                .isTrue();
    }

    @Test
    void acceptsTheShippedRoutesAndRefusesASlip() throws IOException {
        JsonSchema rules =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        List<Path> routes;
        try (Stream<Path> walk = Files.walk(Path.of("routes"))) {
            routes =
                    walk.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
        assertThat(routes)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(rules.validate(json(Files.readString(file))))
                        .as("%s", file)
                        .isEmpty());
        String slip = Files.readString(Path.of("routes/sync-customers/sync-customers.camel.yaml"))
                .replace("autoStartup: ", "autoStartup: x");
        assertThat(rules.validate(json(slip))).isNotEmpty();
    }

    private static JsonNode json(String yaml) {
        return Json.MAPPER.valueToTree(Yaml.parse("f", yaml).toJava());
    }
}
