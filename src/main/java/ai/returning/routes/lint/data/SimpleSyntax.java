package ai.returning.routes.lint.data;

import ai.returning.routes.support.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.simple.SimpleExpressionParser;
import org.apache.camel.language.simple.SimplePredicateParser;
import org.jspecify.annotations.Nullable;

/** Reads Simple with the parser that runs it. */
final class SimpleSyntax {
    private static final Pattern UNKNOWN = Pattern.compile("Unknown function: (\\w+)");
    private static final List<String> FUNCTIONS = List.of(
            "body",
            "bodyAs",
            "bodyAs(type)",
            "header",
            "headers",
            "headerAs",
            "variable",
            "variables",
            "variableAs",
            "exchangeProperty",
            "exchangeId",
            "exchange",
            "messageAs",
            "messageHistory",
            "id",
            "routeId",
            "routeGroup",
            "stepId",
            "camelId",
            "camelContext",
            "fromRouteId",
            "date",
            "exception",
            "random",
            "uuid",
            "hash",
            "properties",
            "bean",
            "type",
            "threadName",
            "threadId",
            "hostName",
            "prettyBody",
            "bodyOneLine",
            "bodyType",
            "collate",
            "join",
            "empty",
            "iif",
            "list",
            "map",
            "skip",
            "replace",
            "substring",
            "sys",
            "env",
            "null",
            "jsonpath",
            "xpath",
            "jq",
            "trim",
            "upper",
            "lower",
            "length",
            "size",
            "concat",
            "split",
            "distinct",
            "reverse",
            "contains",
            "isEmpty",
            "capitalize",
            "normalizeWhitespace",
            "pad",
            "quote",
            "unquote",
            "safeQuote");

    private static final Map<Pattern, String> OPERATORS = new LinkedHashMap<>();

    static {
        OPERATORS.put(Pattern.compile("!=="), "!= between the values");
        OPERATORS.put(Pattern.compile("(?<![=!<>~])=(?!=|~)|==="), "== between the values");
        OPERATORS.put(Pattern.compile("(?i)\\band\\b|(?<!&)&(?!&)"), "&& between the conditions");
        OPERATORS.put(Pattern.compile("(?i)\\bor\\b|(?<!\\|)\\|(?!\\|)"), "|| between the conditions");
    }

    /** Never started: the parser only asks it where to look languages up. */
    private final CamelContext context = new DefaultCamelContext(false);

    /** What is wrong with a text, and the function that was probably meant. */
    record Fault(String problem, String advice) {}

    Optional<Fault> fault(String text, boolean predicate) {
        try {
            if (predicate) {
                new SimplePredicateParser(context, text, true, false, null).parsePredicate();
            } else {
                new SimpleExpressionParser(context, text, true, false, null).parseExpression();
            }
            return Optional.empty();
        } catch (RuntimeCamelException | IllegalArgumentException e) {
            return Optional.ofNullable(fault(text, String.valueOf(e.getMessage()), predicate));
        }
    }

    private static @Nullable Fault fault(String text, String message, boolean predicate) {
        if (message.startsWith("No bean could be found")) {
            // Told by the rule about beans, which knows them.
            return null;
        }
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.find()) {
            String near = Nearest.of(unknown.group(1), FUNCTIONS);
            return new Fault(
                    "'" + unknown.group(1) + "' is no function of Simple",
                    near == null ? "a function of Simple, such as ${body} or ${header.name}" : "${" + near + "…}");
        }
        String first = message.lines().findFirst().orElse("").replaceAll("\\.$", "");
        return new Fault(
                "the expression cannot be read: " + first,
                predicate && !text.contains("${") ? "${…} around what is compared" : operator(text));
    }

    /** The operator that other languages write otherwise. */
    private static String operator(String text) {
        String bare = text.replaceAll("\\$\\{[^}]*}|'[^']*'|\"[^\"]*\"", "");
        for (Map.Entry<Pattern, String> slip : OPERATORS.entrySet()) {
            if (slip.getKey().matcher(bare).find()) {
                return slip.getValue();
            }
        }
        return "";
    }
}
