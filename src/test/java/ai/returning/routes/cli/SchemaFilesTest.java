package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.rules.RulesShape;
import ai.returning.routes.flowtest.TestFileShape;
import ai.returning.routes.lint.WaiversShape;
import ai.returning.routes.service.SettingComments;
import ai.returning.routes.service.SettingsShape;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.shape.Misfit;
import ai.returning.routes.support.shape.Shape;
import ai.returning.routes.sync.mapping.FieldsShape;
import ai.returning.routes.sync.mapping.MappingShape;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas editors complete by, generated from what the readers check. */
class SchemaFilesTest {
    private static final Path FOLDER = Path.of("config/schema");
    private static final String UPDATE = "stale: mvn -q test -Dtest=SchemaFilesTest -Ddocs.update=true";

    /** A schema, and the files it is for. */
    enum Schema {
        MAPPING("routes", ".mapping.yaml") {
            @Override
            Shape shape() {
                return MappingShape.shape();
            }
        },
        RULES("routes", ".rules.yaml") {
            @Override
            Shape shape() {
                return RulesShape.shape();
            }
        },
        TEST("routes", ".test.yaml") {
            @Override
            Shape shape() {
                return TestFileShape.shape();
            }
        },
        FIELDS("config", "community-fields.yaml") {
            @Override
            Shape shape() {
                return FieldsShape.shape();
            }
        },
        WAIVERS("config", "lint-waivers.yaml") {
            @Override
            Shape shape() {
                return WaiversShape.shape();
            }
        },
        APPLICATION("config", "application[\\w-]*.yaml") {
            @Override
            Shape shape() {
                return SettingsShape.shape(SettingComments.read(text(Path.of("config/application.yaml")))::about);
            }
        };

        private final Path folder;
        private final String ending;

        Schema(String folder, String ending) {
            this.folder = Path.of(folder);
            this.ending = ending;
        }

        abstract Shape shape();

        String fileName() {
            return name().toLowerCase(java.util.Locale.ROOT) + ".schema.json";
        }

        List<Path> files() throws IOException {
            try (Stream<Path> walk = Files.walk(folder)) {
                return walk.filter(file -> file.getFileName().toString().matches(".*" + ending))
                        .sorted()
                        .toList();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheShapeOfTheReader(Schema schema) throws IOException {
        String text = text(schema);
        Path file = FOLDER.resolve(schema.fileName());
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(file).as(UPDATE).hasContent(text);
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheShippedFilesWhichNameIt(Schema schema) throws IOException {
        JsonSchema rules = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema.shape().schema());
        if (schema != Schema.WAIVERS && schema != Schema.RULES) {
            // A project that waives nothing, or has no rules, has no such file.
            assertThat(schema.files()).isNotEmpty();
        }
        assertThat(schema.files()).allSatisfy(file -> {
            String text = text(file);
            JsonNode json =
                    Json.MAPPER.valueToTree(Yaml.parse(file.toString(), text).toJava());
            assertThat(rules.validate(json)).as("%s", file).isEmpty();
            assertThat(schema.shape().misfits(Yaml.parse(file.toString(), text)).stream()
                            .map(Misfit::line))
                    .isEmpty();
            assertThat(text.lines().findFirst().orElse(""))
                    .as("first line of %s", file)
                    .isEqualTo("# yaml-language-server: $schema="
                            + file.getParent().relativize(FOLDER.resolve(schema.fileName())));
        });
    }

    @Test
    void explainsEverySetting() {
        JsonNode settings = Schema.APPLICATION.shape().schema().at("/properties/returning-ai/properties");
        assertThat(settings.at("/sync/properties/poll-max/description").asText())
                .isEqualTo("How jobs are followed, and when a job counts as lost.");
        assertThat(settings.at("/client/properties/retries/properties/share/description")
                        .asText())
                .startsWith("Only operations marked safe to repeat");
        assertThat(settings.findParents("anyOf"))
                .allSatisfy(setting -> assertThat(setting.has("description")
                                || setting.at("/anyOf/0").has("description"))
                        .as("%s", setting)
                        .isTrue());
    }

    private static String text(Schema schema) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("$schema", "http://json-schema.org/draft-07/schema#");
        json.put("$comment", "Generated from the reader of these files by SchemaFilesTest.");
        json.setAll(schema.shape().schema());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return Json.MAPPER.writer(printer).writeValueAsString(json) + "\n";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
