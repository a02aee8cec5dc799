package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.lint.dsl.DslSchema;
import ai.returning.routes.lint.dsl.Slip;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our walk over the schema of the DSL says good and bad as a full validator does. */
class DslAgreementTest {
    private static final int MUTATIONS = 300;
    private static final DslSchema OURS = DslSchema.get();

    private static final Set<Slip.Kind> OURS_ALONE = EnumSet.of(
            Slip.Kind.SHORT, Slip.Kind.BARE, Slip.Kind.DEPRECATED, Slip.Kind.MISSING_EXPRESSION);

    private final JsonSchema theirs = schema();

    @Test
    void agreesOnTheFilesOfTheProject() throws IOException {
        for (Path file : files()) {
            JsonNode json = json(Yaml.read(file));

            assertThat(disagreement(json)).as(file.toString()).isEmpty();
        }
    }

    @Test
    void agreesOnWhatWasBrokenByChance() throws IOException {
        Random random = new Random(20_260_101);
        List<JsonNode> sources = new ArrayList<>();
        for (Path file : files()) {
            JsonNode json = json(Yaml.read(file));
            // A route without 'route:' is closed and, by a reference beside that, open: we hold it to be closed.
            if (!json.path(0).has("from")) {
                sources.add(json);
            }
        }
        int bad = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            JsonNode mutant = sources.get(random.nextInt(sources.size())).deepCopy();
            new Mutation(random).apply(mutant);

            assertThat(disagreement(mutant)).as(mutant.toString()).isEmpty();
            bad += theirs.validate(mutant).isEmpty() ? 0 : 1;
        }
        assertThat(bad).as("mutations that the validator refuses").isBetween(MUTATIONS / 4, MUTATIONS);
    }

    /**
     * What one takes and the other refuses. Expressions that are left out are ours alone: the schema takes them, Camel
     * does not start. So is a text where a number or a switch is wanted and the text reads as one, and the other way
     * round; {@link #json} makes both of one type, as Camel does.
     */
    private Optional<String> disagreement(JsonNode json) {
        List<Slip> slips = OURS
                .checkRoutes(Yaml.parse("mutant", json.toString()), text ->
                        text.contains("{{") ? Optional.empty() : Optional.of(text))
                .stream()
                .filter(slip -> !OURS_ALONE.contains(slip.kind()))
                .toList();
        List<String> errors =
                theirs.validate(json).stream().map(Object::toString).toList();
        return slips.isEmpty() == errors.isEmpty() ? Optional.empty() : Optional.of(slips + " against " + errors);
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(Path.of("routes"), Fixture.HOME)) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(file -> file.toString().endsWith(".camel.yaml"))
                        .filter(file -> !file.toString().contains("not-yaml") && !file.toString().contains("unreadable"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** As Camel reads it: texts of the form of a number or switch are those. */
    private static JsonNode json(YamlNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node.isMap()) {
            ObjectNode object = make.objectNode();
            node.pairs().forEach(pair -> object.set(pair.getKey().text(), json(pair.getValue())));
            return object;
        }
        if (node.isList()) {
            ArrayNode array = make.arrayNode();
            node.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return node.isNull() ? make.nullNode() : make.textNode(node.text());
    }

    private static JsonSchema schema() {
        try (InputStream in = DslAgreementTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode schema = Json.MAPPER.readTree(in);
            loosened(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number or switch may come as a text that reads as one, or as a place. */
    private static void loosened(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String type = object.path("type").isTextual() ? object.path("type").asText() : "";
            if (type.equals("boolean") || type.equals("number")) {
                object.put("type", "string");
                object.put(
                        "pattern",
                        type.equals("boolean")
                                ? "^(true|false|.*\\{\\{.*)$"
                                : "^([-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|.*\\{\\{.*)$");
            }
        }
        node.forEach(DslAgreementTest::loosened);
    }

    /** One change at a random place. */
    private static final class Mutation {
        private final Random random;

        Mutation(Random random) {
            this.random = random;
        }

        void apply(JsonNode root) {
            List<JsonNode> containers = new ArrayList<>();
            collect(root, containers);
            containers.removeIf(JsonNode::isEmpty);
            JsonNode chosen = containers.get(random.nextInt(containers.size()));
            if (chosen instanceof ObjectNode object) {
                change(object);
            } else if (chosen instanceof ArrayNode array) {
                change(array);
            }
        }

        private static void collect(JsonNode node, List<JsonNode> into) {
            if (node.isContainerNode()) {
                into.add(node);
                node.forEach(child -> collect(child, into));
            }
        }

        private void change(ObjectNode object) {
            List<String> keys = new ArrayList<>(new TreeSet<>(
                    object.properties().stream().map(Map.Entry::getKey).toList()));
            String key = keys.get(random.nextInt(keys.size()));
            switch (random.nextInt(6)) {
                case 0 -> object.remove(key);
                case 1 -> object.set(key.substring(0, key.length() - 1), object.remove(key));
                case 2 -> object.put(key, "text");
                case 3 -> object.putObject(key).put("any", "thing");
                case 4 -> object.putArray(key).add("one");
                default -> object.put("simple", "${body}");
            }
        }

        private void change(ArrayNode array) {
            switch (random.nextInt(3)) {
                case 0 -> array.add("text");
                case 1 -> array.addObject().putObject("nothing");
                default -> array.remove(random.nextInt(array.size()));
            }
        }
    }
}
