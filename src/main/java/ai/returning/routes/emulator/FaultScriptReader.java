package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fault rules as JSON: {@code {"operation":"bulkUpdateUsers","nth":"2-4","then":{"status":429,"headers":{"Retry-After":"1"}}}}.
 * {@code nth} is a number, {@code "2-4"}, {@code "2+"} or {@code "every"} (the default); {@code then} is a fault word,
 * or an object with one fault word and its figure or text, beside {@code headers} and {@code body}.
 */
final class FaultScriptReader {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:(\\+)|-(\\d{1,9}))?");

    private final Collection<String> operations;

    FaultScriptReader(Collection<String> operations) {
        this.operations = operations;
    }

    FaultRule read(JsonNode node) {
        String operation = node.path("operation").asText(FaultRule.ANY);
        if (!operation.equals(FaultRule.ANY) && !operations.contains(operation)) {
            throw wrong("operation '" + operation + "' is not in the contract." + Nearest.hint(operation, operations));
        }
        String nth = node.path("nth").asText("every");
        Fault fault = fault(node.path("then"));
        if (nth.equals("every") || nth.isEmpty()) {
            return FaultRule.every(operation, fault);
        }
        Matcher range = RANGE.matcher(nth);
        if (!range.matches()) {
            throw wrong("nth '" + nth + "' is not a number, a range such as 2-4, 2+ or every.");
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) != null
                ? Integer.MAX_VALUE
                : range.group(3) == null ? first : Integer.parseInt(range.group(3));
        return new FaultRule(operation, first, last, fault);
    }

    private static Fault fault(JsonNode then) {
        if (then.isTextual()) {
            return Fault.of(kind(then.asText()));
        }
        Fault.Kind kind = null;
        for (Map.Entry<String, JsonNode> entry : then.properties()) {
            if (!entry.getKey().equals("headers") && !entry.getKey().equals("body")) {
                if (kind != null) {
                    throw wrong("then names two faults. Write one rule for each.");
                }
                kind = kind(entry.getKey());
            }
        }
        if (kind == null) {
            throw wrong("then names no fault. Known: " + String.join(", ", Fault.Kind.words()) + ".");
        }
        return fault(kind, then.get(kind.word()), then);
    }

    private static Fault fault(Fault.Kind kind, JsonNode value, JsonNode then) {
        Map<String, String> headers = new LinkedHashMap<>();
        then.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        if (kind == Fault.Kind.REDIRECT) {
            return Fault.redirect(value.asText());
        }
        return new Fault(kind, value.asInt(0), then.path("body").asText(""), headers);
    }

    private static Fault.Kind kind(String word) {
        return Arrays.stream(Fault.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> wrong("fault '" + word + "' is not known." + Nearest.hint(word, Fault.Kind.words())));
    }

    private static RaiException wrong(String problem) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "A fault rule cannot be used: " + problem);
    }

    static ObjectNode write(FaultRule rule) {
        Fault fault = rule.fault();
        ObjectNode node = Json.MAPPER.createObjectNode().put("operation", rule.operation());
        node.put("nth", rule.last() == Integer.MAX_VALUE ? rule.first() + "+" : rule.first() + "-" + rule.last());
        ObjectNode then = node.putObject("then");
        putValue(then, fault);
        if (!fault.headers().isEmpty()) {
            then.set("headers", Json.MAPPER.valueToTree(fault.headers()));
        }
        return node;
    }

    private static void putValue(ObjectNode then, Fault fault) {
        @Nullable String text = fault.text().isEmpty() ? null : fault.text();
        if (fault.kind() == Fault.Kind.REDIRECT) {
            then.put(fault.kind().word(), fault.text());
        } else {
            then.put(fault.kind().word(), fault.number());
            if (text != null) {
                then.put("body", text);
            }
        }
    }
}
