package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.rules.CallPlan.Cell;
import ai.returning.routes.effects.rules.CallPlan.Kind;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a rule calls its operation, against the contract. */
final class CallReader {
    private static final char IN_OBJECT = '.';

    private final Contract contract;
    private final SourceReader sources;
    private final Problems problems;

    CallReader(Contract contract, SourceReader sources, Problems problems) {
        this.contract = contract;
        this.sources = sources;
        this.problems = problems;
    }

    /** A call of its own. */
    CallPlan call(Operation operation, YamlNode with) {
        Map<String, Source> parameters = new LinkedHashMap<>();
        Map<String, Cell> body = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        operation.parameters().forEach(parameter -> names.add(parameter.name()));
        JsonNode properties = operation
                .schemas()
                .body()
                .map(schema -> schema.path("properties"))
                .orElse(null);
        if (properties != null) {
            properties.fieldNames().forEachRemaining(names::add);
        }
        Map<String, Map<String, Cell>> objects = new LinkedHashMap<>();
        Set<String> meant = new LinkedHashSet<>();
        with.pairs().forEach(pair -> {
            String key = pair.getKey().text();
            boolean deep = isInObject(properties, key);
            String name = deep ? key.substring(0, key.indexOf(IN_OBJECT)) : key;
            meant.add(String.valueOf(Nearest.of(name, names)));
            if (!names.contains(name)) {
                problems.unknown(pair.getKey(), operation.id() + " takes no '" + name + "'", name, names);
                return;
            }
            sources.read(pair.getValue()).ifPresent(source -> {
                if (isParameter(operation, name)) {
                    parameters.put(name, source);
                } else if (properties != null && deep) {
                    JsonNode inner = properties.path(name);
                    String member = key.substring(name.length() + 1);
                    JsonNode schema = inner.at("/properties/" + member);
                    Kind kind = kind(schema.isMissingNode() ? inner.path("additionalProperties") : schema);
                    objects.computeIfAbsent(name, object -> new LinkedHashMap<>())
                            .put(member, cell(pair.getValue(), source, kind));
                } else if (properties != null && isObject(properties.path(name))) {
                    problems.add(pair.getKey(), "'" + name + "' holds values by key", name + IN_OBJECT + "<key>: …");
                } else if (properties != null) {
                    body.put(name, cell(pair.getValue(), source, kind(properties.path(name))));
                }
            });
        });
        community(operation, parameters);
        missing(operation, with, meant);
        EffectProof proof = EffectProof.of(operation);
        return new CallPlan(operation, Lane.CALL, parameters, body, objects, proof.subject(), proof.fence());
    }

    /** {@code fields.member-tier} means what stands under {@code member-tier} in the object {@code fields}. */
    private static boolean isInObject(@Nullable JsonNode properties, String key) {
        int dot = key.indexOf(IN_OBJECT);
        return properties != null && dot > 0 && isObject(properties.path(key.substring(0, dot)));
    }

    private static boolean isObject(JsonNode schema) {
        return schema.path("type").asText().equals("object");
    }

    private static boolean isParameter(Operation operation, String name) {
        return operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name));
    }

    private void community(Operation operation, Map<String, Source> parameters) {
        String name = contract.communityParameter();
        if (isParameter(operation, name)) {
            parameters.putIfAbsent(name, new Source.OfCommunity());
        }
    }

    /** A misspelt name is told once, not as missing, too. */
    private void missing(Operation operation, YamlNode with, Set<String> meant) {
        Set<String> needed = new LinkedHashSet<>();
        Set<String> named = new LinkedHashSet<>(with.entries().keySet());
        operation.parameters().stream()
                .filter(parameter -> parameter.isMissing(named))
                .map(parameter -> parameter.required() ? parameter.name() : WebhookMark.NAME)
                .filter(name -> !name.equals(contract.communityParameter()))
                .forEach(needed::add);
        operation
                .schemas()
                .body()
                .ifPresent(schema -> schema.path("required").forEach(name -> needed.add(name.asText())));
        needed.removeAll(meant);
        needed.forEach(name -> problems.add(with, operation.id() + " needs '" + name + "'", name + ": … under 'with'"));
    }

    private static Kind kind(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
        } else if (type.isTextual()) {
            types.add(type.asText());
        }
        if (types.equals(Set.of("string"))) {
            return Kind.TEXT;
        }
        if (types.equals(Set.of("number")) || types.equals(Set.of("integer"))) {
            return Kind.NUMBER;
        }
        return types.equals(Set.of("boolean")) ? Kind.BOOLEAN : Kind.ANY;
    }

    private Cell cell(YamlNode node, Source source, Kind kind) {
        boolean fits =
                switch (kind) {
                    case TEXT, ANY -> true;
                    case NUMBER ->
                        source instanceof Source.OfEvent event
                                        && event.field().type().isNumber()
                                || source instanceof Source.Literal literal
                                        && literal.text().matches("-?[0-9]{1,20}(\\.[0-9]{1,9})?");
                    case BOOLEAN ->
                        source instanceof Source.OfEvent event && event.field().type() == FieldType.BOOLEAN
                                || source instanceof Source.Literal literal
                                        && literal.text().matches("true|false");
                };
        if (!fits) {
            problems.add(
                    node,
                    "the contract wants " + (kind == Kind.NUMBER ? "a number" : "true or false") + " here",
                    "event.<field> of that type, or the value");
        }
        return new Cell(source, kind);
    }

    /** What an operation of the name does, if it is an effect. */
    Optional<Operation> operation(YamlNode node) {
        Set<String> effects = new LinkedHashSet<>();
        for (Operation operation : contract.operations()) {
            if (operation.effect() != EffectMark.NONE || EffectProof.isMarked(operation)) {
                effects.add(operation.id());
            }
        }
        if (effects.contains(node.text())) {
            return Optional.of(contract.operation(node.text()));
        }
        boolean known = contract.operations().stream()
                .anyMatch(operation -> operation.id().equals(node.text()));
        problems.unknown(
                node,
                known
                        ? "operation " + node.text() + " is no effect (x-rai-effect: none, and no x-rai-effect-proof)"
                        : "operation '" + node.text() + "' is not in the contract",
                node.text(),
                effects);
        return Optional.empty();
    }
}
