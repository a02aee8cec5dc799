package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of each Kamelet: what a designer such as Kaoto and a person who reads it need. */
class KameletFormTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final Set<String> TYPES = Set.of("string", "boolean", "integer", "number");

    private static final JsonSchema DSL = schema();

    static Stream<Kamelets> kamelets() {
        return Kamelets.all().stream();
    }

    @Test
    void coversWhatEngineersReachFor() {
        assertThat(Kamelets.all()).hasSizeGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void hasTheShapeOfTheResource(Kamelets kamelet) {
        JsonNode json = kamelet.json();

        assertThat(json.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(json.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(json.at("/metadata/name").asText()).isEqualTo(kamelet.name());
        assertThat(fields(json)).containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec");
        assertThat(fields(json.path("spec")))
                .containsExactlyInAnyOrder("definition", "types", "dependencies", "template");
        assertThat(kamelet.name())
                .matches("returning-ai(-[a-z]+)+-" + kamelet.type())
                .matches(".*-(sink|action|source)");
        assertThat(kamelet.definition().path("type").asText()).isEqualTo("object");
        assertThat(fields(json.at("/metadata/annotations")))
                .contains(
                        "camel.apache.org/kamelet.support.level",
                        "camel.apache.org/provider",
                        "camel.apache.org/kamelet.group",
                        "camel.apache.org/kamelet.icon",
                        "camel.apache.org/catalog.version");
        assertThat(json.at("/spec/types/in/mediaType").asText()).isEqualTo("application/json");
        assertThat(json.at("/spec/types").has("out")).isEqualTo(kamelet.type().equals("action"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void fitsTheSchemaOfTheYamlDsl(Kamelets kamelet) {
        assertThat(DSL.validate(template(kamelet.template().path("from")))).isEmpty();
    }

    @Test
    void wouldNoticeAMisspeltStep() throws IOException {
        JsonNode misspelt = Json.MAPPER.readTree(
                "{\"uri\": \"kamelet:source\", \"steps\": [{\"removeHeader\": {\"patern\": \"x\"}}]}");

        assertThat(DSL.validate(template(misspelt))).isNotEmpty();
    }

    private static ArrayNode template(JsonNode from) {
        ArrayNode document = Json.MAPPER.createArrayNode();
        document.addObject().putObject("routeTemplate").put("id", "any").set("from", from);
        return document;
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void saysWhatItPromisesAndExplainsEveryProperty(Kamelets kamelet) {
        String description = kamelet.definition().path("description").asText();
        assertThat(kamelet.definition().path("title").asText())
                .startsWith("Returning.AI ")
                .endsWith(kamelet.type().substring(0, 1).toUpperCase(Locale.ROOT)
                        + kamelet.type().substring(1));
        assertThat(description)
                .as("the promise: how often it is done")
                .containsPattern("may be repeated|at most once|once for each business key");
        for (var property : kamelet.definition().path("properties").properties()) {
            JsonNode form = property.getValue();
            assertThat(form.path("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(form.path("description").asText()).as(property.getKey()).endsWith(".");
            assertThat(TYPES).contains(form.path("type").asText());
            assertThat(form.has("example") || form.has("default"))
                    .as("example or default of " + property.getKey())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void usesWhatItDeclaresAndDeclaresWhatItUses(Kamelets kamelet) {
        assertThat(kamelet.used()).isEqualTo(kamelet.declared());
        List<String> required = new ArrayList<>();
        kamelet.definition().path("required").forEach(name -> required.add(name.asText()));
        assertThat(kamelet.declared()).containsAll(required);
        Set<String> optional = new TreeSet<>(kamelet.declared());
        required.forEach(optional::remove);
        assertThat(optional)
                .allMatch(name ->
                        kamelet.definition().path("properties").path(name).has("default"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void dropsForeignHeadersAndCallsOneOperation(Kamelets kamelet) {
        JsonNode steps = kamelet.template().at("/from/steps");
        Operation operation = CONTRACT.operation(kamelet.operation());

        assertThat(steps.at("/0/removeHeaders/pattern").asText()).isEqualTo("Camel*");
        assertThat(steps).hasSize(2);
        if (operation.effect() == EffectMark.ALWAYS) {
            assertThat(kamelet.definition().path("required").toString()).contains("businessKey");
            assertThat(kamelet.definition().path("description").asText()).contains("once for each business key");
        }
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Large, so it is read once. */
    private static JsonSchema schema() {
        try (InputStream in = KameletFormTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
