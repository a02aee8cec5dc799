package ai.returning.routes.lint.dsl;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The schema that comes with camel-yaml-dsl. */
public final class DslSchema {
    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final String STEP = "ProcessorDefinition";

    private final JsonNode root;
    private final Map<String, Part> definitions = new ConcurrentHashMap<>();

    /** Read at the first use, by whoever comes first. */
    private static final class Shared {
        private static final DslSchema SCHEMA = load();
    }

    private DslSchema(JsonNode root) {
        this.root = root;
    }

    /** The schema of the Camel on the class path. */
    public static DslSchema get() {
        return Shared.SCHEMA;
    }

    private static DslSchema load() {
        try (InputStream in = DslSchema.class.getResourceAsStream(RESOURCE)) {
            return new DslSchema(Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new RaiException(ErrorCode.BUG, "The schema of the YAML DSL cannot be read.", e);
        }
    }

    /**
     * Checks a file of routes.
     *
     * @param fill gives the text of a value with its places {@code {{...}}} filled; empty where that cannot be said
     */
    public List<Slip> checkRoutes(YamlNode file, Function<String, Optional<String>> fill) {
        return new DslCheck(fill).check(new Part("", root, this::definition), file);
    }

    /** Checks a list of steps. */
    public List<Slip> checkSteps(YamlNode steps, Function<String, Optional<String>> fill) {
        Part list = definition("org.apache.camel.dsl.yaml.deserializers.OutputAwareFromDefinition")
                .properties()
                .getOrDefault("steps", new Part("", root, this::definition));
        return new DslCheck(fill).check(list, steps);
    }

    /** Checks one of the definitions, such as {@code RouteTemplateDefinition} of the model. */
    public List<Slip> check(String definition, YamlNode node, Function<String, Optional<String>> fill) {
        return new DslCheck(fill).check(definition("org.apache.camel.model." + definition), node);
    }

    /** The names of all steps. */
    public Set<String> steps() {
        return definition("org.apache.camel.model." + STEP).properties().keySet();
    }

    /** What may stand at the top of a file of routes. */
    public Set<String> tops() {
        return new Part("", root.path("items"), this::definition).properties().keySet();
    }

    private Part definition(String name) {
        return definitions.computeIfAbsent(
                name,
                key -> new Part(
                        key.substring(key.lastIndexOf('.') + 1),
                        root.path("items").path("definitions").path(key),
                        this::definition));
    }
}
