package ai.returning.routes.lint.known;

import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.Step;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the expressions of steps, in all forms the DSL has for them. */
public final class Expressions {
    private static final Set<String> LANGUAGES = Set.of(
            "constant", "csimple", "datasonnet", "exchangeProperty", "groovy", "header", "hl7terser", "java", "joor",
            "jq", "js", "jsonpath", "language", "method", "mvel", "ognl", "python", "simple", "spel", "tokenize",
            "variable", "wasm", "xpath", "xquery", "xtokenize");
    private static final Set<String> PREDICATES = Set.of(
            "filter", "when", "validate", "onWhen", "handled", "continued", "retryWhile", "completionPredicate");
    /** What stands there is no expression, whatever it is called. */
    private static final Set<String> OTHER = Set.of(
            "parameters", "marshal", "unmarshal", "steps", "beans", "properties", "rest", "tokenizer", "from");

    private final List<Expr> found = new ArrayList<>();

    private Expressions() {}

    /** Those of one step, without those of the steps in it. */
    public static List<Expr> of(Step step) {
        Expressions expressions = new Expressions();
        if (step.name().equals("log") || step.name().equals("throwException")) {
            expressions.message(step);
        } else if (!OTHER.contains(step.name())) {
            boolean doWhile = step.name().equals("loop")
                    && step.option("doWhile").filter("true"::equals).isPresent();
            expressions.walk(step.value(), doWhile || PREDICATES.contains(step.name()));
        }
        return expressions.found;
    }

    /** Those of a route, its steps and its error handling. */
    public static List<Expr> of(RouteView route) {
        Expressions expressions = new Expressions();
        expressions.walk(route.value(), false);
        route.walk().forEach(step -> expressions.found.addAll(of(step)));
        return expressions.found;
    }

    private void message(Step step) {
        if (step.value().isScalar()) {
            found.add(new Expr("simple", step.value().text(), step.value(), false));
        } else {
            step.node("message")
                    .filter(YamlNode::isScalar)
                    .ifPresent(node -> found.add(new Expr("simple", node.text(), node, false)));
        }
    }

    private void walk(YamlNode node, boolean predicate) {
        Nodes.items(node).forEach(item -> walk(item, predicate));
        for (Map.Entry<String, YamlNode> pair : Nodes.pairs(node).entrySet()) {
            String key = pair.getKey();
            YamlNode value = pair.getValue();
            if (OTHER.contains(key)) {
                continue;
            }
            if (LANGUAGES.contains(key) && expression(key, value, predicate)) {
                continue;
            }
            walk(value, PREDICATES.contains(key) || key.equals("expression") && predicate);
        }
    }

    private boolean expression(String key, YamlNode value, boolean predicate) {
        if (value.isScalar()) {
            found.add(new Expr(key, value.isNull() ? "" : value.text(), value, predicate));
            return true;
        }
        String language = key.equals("language") ? Nodes.text(value, "language").orElse(key) : key;
        boolean tells = value.isMap()
                && (Nodes.find(value, "expression").filter(YamlNode::isScalar).isPresent()
                        || key.matches("method|tokenize|xtokenize|header|variable|exchangeProperty"));
        if (tells) {
            YamlNode node = Nodes.find(value, "expression").filter(YamlNode::isScalar).orElse(value);
            found.add(new Expr(language, node.isScalar() ? node.text() : "", node, predicate));
        }
        return tells;
    }
}
