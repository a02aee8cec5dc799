package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all Kamelets, written from their files. */
class KameletReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/kamelets.md");

    @Test
    void showsTheKameletsAsTheyAre() throws IOException {
        String page = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("stale: mvn -q test -Dtest=KameletReferenceTest -Ddocs.update=true")
                .hasContent(page);
    }

    private static String page() {
        return """
                <!-- Generated from routes/kamelets/*.kamelet.yaml by KameletReferenceTest. -->
                # Kamelets

                Building blocks for routes. A use has its own route id after the slash, and a misspelt parameter does not start:

                ```yaml
                - to:
                    id: award-badge
                    uri: kamelet:returning-ai-badge-award-sink/award-for-deposit
                    parameters:
                      badgeId: "0b54f1c2-6a3e-4f0e-9a51-3c1d2a7b9e10"
                      businessKey: "deposit:${body[depositId]}"
                ```

                Inside, headers that start with `Camel` are dropped, so that nothing from outside steers the call. Those of
                Returning.AI are thin wrappers over one operation; for other options call `returning-ai:<operation>` itself
                ([operations](operations.md)). Those of a CRM write to it ([HubSpot](../how-to/write-to-hubspot.md),
                [Salesforce](../how-to/write-to-salesforce.md)).
                """
                + Kamelets.withOtherSystems().stream()
                        .map(KameletReferenceTest::section)
                        .collect(Collectors.joining());
    }

    private static String section(Kamelets kamelet) {
        JsonNode definition = kamelet.definition();
        return "\n## " + kamelet.name() + "\n\n"
                + definition.path("description").asText() + "\n\n"
                + (kamelet.operation().isEmpty() ? "" : "Operation: `" + kamelet.operation() + "`.\n")
                + properties(kamelet);
    }

    private static String properties(Kamelets kamelet) {
        JsonNode definition = kamelet.definition();
        if (definition.path("properties").isEmpty()) {
            return "It has no properties.\n";
        }
        Set<String> required = kamelet.required();
        return "\n| property | type | meaning | |\n| --- | --- | --- | --- |\n"
                + definition.path("properties").properties().stream()
                        .map(property -> row(property, required))
                        .collect(Collectors.joining());
    }

    private static String row(Map.Entry<String, JsonNode> property, Set<String> required) {
        JsonNode form = property.getValue();
        String last = required.contains(property.getKey())
                ? "required, such as `" + form.path("example").asText() + "`"
                : "default `" + form.path("default").asText() + "`";
        return "| `" + property.getKey() + "` | " + form.path("type").asText() + " | "
                + form.path("description").asText() + " | " + last + " |\n";
    }
}
