package ai.returning.routes.lint.settings;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks settings along a JSON Schema. It knows the few words a schema of settings has, keeps the place of each value,
 * and takes {@code ${NAME:default}} for its default.
 */
final class SchemaWalk {
    /** Takes what does not fit. */
    interface Misfits {
        void add(YamlNode where, String problem, String advice);
    }

    /** How a schema lets a variable stand in for a value; it is filled here. */
    private static final String PLACE = "\\$\\{.*\\}";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^:}]+(?::([^}]*))?}");

    private final JsonNode root;
    private final Misfits misfits;

    SchemaWalk(JsonNode root, Misfits misfits) {
        this.root = root;
        this.misfits = misfits;
    }

    void check(YamlNode node, JsonNode given, String name) {
        JsonNode schema = resolve(given);
        if (node.isMap() && (schema.has("properties") || schema.has("additionalProperties"))) {
            keys(node, schema, name);
        } else if (node.isList() && schema.has("items")) {
            node.items().forEach(item -> check(item, schema.path("items"), name));
        } else if (!node.isScalar() && container(node, schema).isPresent()) {
            check(node, container(node, schema).get(), name);
        } else {
            problem(node, schema)
                    .ifPresent(rule -> misfits.add(node, "setting " + name + shown(node) + " does not fit", rule));
        }
    }

    /** The alternative that takes a list or keys. */
    private Optional<JsonNode> container(YamlNode node, JsonNode schema) {
        for (JsonNode one : alternatives(schema)) {
            JsonNode resolved = resolve(one);
            if (node.isList() ? resolved.has("items") : resolved.has("properties")) {
                return Optional.of(resolved);
            }
        }
        return Optional.empty();
    }

    private static JsonNode alternatives(JsonNode schema) {
        return schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#") ? root.at(reference.substring(1)) : schema;
    }

    private void keys(YamlNode node, JsonNode schema, String name) {
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            String key = pair.getKey().isScalar() ? pair.getKey().text() : "";
            String full = name.isEmpty() ? key : name + "." + key;
            Optional<JsonNode> own = property(schema, key);
            JsonNode more = schema.path("additionalProperties");
            if (own.isPresent()) {
                check(pair.getValue(), own.get(), full);
            } else if (more.isObject()) {
                check(pair.getValue(), more, full);
            } else if (more.isBoolean() && (!more.asBoolean() || isSlip(key, schema))) {
                unknown(pair.getKey(), key, full, schema);
            }
        }
    }

    /** Where further keys belong to others, one that nearly is a known one is told. */
    private static boolean isSlip(String key, JsonNode schema) {
        return Nearest.of(key, names(schema)) != null;
    }

    private static List<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void unknown(YamlNode where, String key, String full, JsonNode schema) {
        List<String> names = names(schema);
        String near = Nearest.of(key, names);
        misfits.add(
                where,
                "setting '" + full + "' is not known",
                near == null ? "one of " + String.join(", ", names) : near);
    }

    /** The property of a key; {@code a.b} stands for nested ones, and case and dashes do not count. */
    private Optional<JsonNode> property(JsonNode schema, String key) {
        JsonNode exact = schema.path("properties").get(key);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
            if (plain(entry.getKey()).equals(plain(key))) {
                return Optional.of(entry.getValue());
            }
        }
        int dot = key.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : property(schema, key.substring(0, dot))
                        .map(this::resolve)
                        .flatMap(inner -> property(inner, key.substring(dot + 1)));
    }

    private static String plain(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private Optional<String> problem(YamlNode node, JsonNode schema) {
        JsonNode any = alternatives(schema);
        if (any.isArray()) {
            List<String> rules = new ArrayList<>();
            for (JsonNode one : any) {
                if (one.path("pattern").asText().equals(PLACE)) {
                    continue;
                }
                Optional<String> rule = problem(node, resolve(one));
                if (rule.isEmpty()) {
                    return rule;
                }
                rules.add(rule.get());
            }
            return Optional.of(String.join(", or ", rules));
        }
        if (node.isMap()) {
            return allows(schema, "object") ? Optional.empty() : Optional.of("a single value");
        }
        if (node.isList()) {
            return allows(schema, "array") ? Optional.empty() : Optional.of("a single value");
        }
        return scalar(node, schema);
    }

    private static Optional<String> scalar(YamlNode node, JsonNode schema) {
        if (node.isNull()) {
            return Optional.empty();
        }
        Matcher variable = VARIABLE.matcher(node.text());
        boolean fromOutside = variable.find();
        String value = variable.reset().replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) == null ? "" : hit.group(1)));
        if (fromOutside && value.isEmpty() || value.contains("${")) {
            return Optional.empty();
        }
        return unfit(value, schema);
    }

    private static Optional<String> unfit(String value, JsonNode schema) {
        if (schema.has("enum")) {
            List<String> words = new ArrayList<>();
            schema.path("enum").forEach(word -> words.add(word.asText()));
            return words.stream().anyMatch(word -> plain(word).equals(plain(value)))
                    ? Optional.empty()
                    : Optional.of(Optional.ofNullable(Nearest.of(value, words))
                            .orElse("one of " + String.join(", ", words)));
        }
        if (!fitsType(value, schema)) {
            return Optional.of(typeRule(schema));
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asText()).matcher(value).find()) {
            return Optional.of(form(schema.path("pattern").asText()));
        }
        return range(value, schema);
    }

    private static boolean fitsType(String value, JsonNode schema) {
        return !schema.has("type")
                || allows(schema, "string")
                || allows(schema, "boolean") && value.matches("true|false")
                || allows(schema, "integer") && value.matches("-?\\d{1,18}")
                || allows(schema, "number") && value.matches("-?\\d{1,18}(\\.\\d+)?")
                // Spring takes a single value for a list, and an empty one for nothing.
                || allows(schema, "array")
                || value.isEmpty();
    }

    private static String typeRule(JsonNode schema) {
        String type = schema.path("type").asText();
        return switch (type) {
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "object" -> "keys with values";
            default -> "a " + type;
        };
    }

    private static String form(String pattern) {
        if (pattern.contains("us|ms")) {
            return "a duration such as 500ms, 10s or 5m";
        }
        return pattern.contains("KB|MB") ? "a size such as 512KB or 8MB" : "what fits " + pattern;
    }

    private static Optional<String> range(String value, JsonNode schema) {
        if (!value.matches("-?\\d{1,18}(\\.\\d+)?")) {
            return Optional.empty();
        }
        double number = Double.parseDouble(value);
        if (schema.has("minimum") && number < schema.path("minimum").asDouble()) {
            return Optional.of("at least " + schema.path("minimum").asText());
        }
        return schema.has("maximum") && number > schema.path("maximum").asDouble()
                ? Optional.of("at most " + schema.path("maximum").asText())
                : Optional.empty();
    }

    private static boolean allows(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        if (types.isMissingNode()) {
            return true;
        }
        if (types.isTextual()) {
            return types.asText().equals(type);
        }
        for (JsonNode one : types) {
            if (one.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** A value may be a secret put at a wrong place, so only short plain ones are shown. */
    private static String shown(YamlNode node) {
        return node.isScalar() && node.text().matches("[A-Za-z0-9.:-]{1,20}") ? " ('" + node.text() + "')" : "";
    }
}
