package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.Calls;
import ai.returning.routes.lint.known.KameletFile;
import ai.returning.routes.lint.known.PropertyFacts;
import ai.returning.routes.lint.known.SchemeFacts;
import ai.returning.routes.support.Nearest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Calls of Kamelets against what the Kamelets declare; Camel takes any property silently. */
final class KameletCalls {
    private KameletCalls() {}

    static void check(Call call, SchemeFacts facts) {
        String name = Calls.name(call.use());
        if (name.equals("source") || name.equals("sink")) {
            inner(call, name);
            return;
        }
        if (name.contains("{{") || name.contains("${")) {
            return;
        }
        KameletFile kamelet = call.known().kamelets().get(name);
        if (kamelet == null) {
            unknown(call, name);
            return;
        }
        kind(call, kamelet);
        BusinessKeys.ofKamelet(call, kamelet);
        Set<String> names = new TreeSet<>(kamelet.properties().keySet());
        for (String option : call.use().options().keySet()) {
            PropertyFacts property = kamelet.properties().get(option);
            if (property != null) {
                value(call, property);
            } else if (facts.option(option).isEmpty()) {
                call.unknown(
                        option,
                        RuleName.UNKNOWN_KAMELET_PROPERTY,
                        "Kamelet " + name + " has no property '" + option + "'",
                        names);
            }
        }
        kamelet.properties().values().stream()
                .filter(property -> property.required() && property.standard().isEmpty())
                .filter(property ->
                        call.use().values().getOrDefault(property.name(), "").isBlank())
                .forEach(property -> call.report(
                        RuleName.MISSING_KAMELET_PROPERTY,
                        "Kamelet " + name + " needs the property '" + property.name() + "'",
                        property.name() + ": … under 'parameters'"));
    }

    /** The two names by which a template meets the route that calls it. */
    private static void inner(Call call, String name) {
        if (!call.route().kind().equals("template") && !call.route().kind().equals("routeTemplate")) {
            call.report(
                    RuleName.UNKNOWN_KAMELET,
                    "kamelet:" + name + " is only known inside a Kamelet",
                    "kamelet:<name>/<route id>");
        }
    }

    private static void unknown(Call call, String name) {
        String near = Nearest.of(name, call.known().kamelets().keySet());
        call.report(
                RuleName.UNKNOWN_KAMELET,
                "Kamelet '" + name + "' is not there",
                near == null ? "the name of a file in routes/kamelets" : "kamelet:" + near);
    }

    private static void kind(Call call, KameletFile kamelet) {
        boolean source = kamelet.type().equals("source");
        if (!kamelet.type().isEmpty() && call.isStart() != source) {
            call.report(
                    RuleName.WRONG_OPTION,
                    "Kamelet " + kamelet.name() + " is of the kind " + kamelet.type()
                            + (source ? ": a route starts from it" : ": it is called in a route"),
                    source ? "use it in 'from'" : "start the route from a Kamelet of the kind source");
        }
    }

    private static void value(Call call, PropertyFacts property) {
        Optional<String> given = call.constant(property.name());
        Optional<String> rule = given.flatMap(text -> ValueForm.problem(property.type(), property.words(), text))
                .or(() -> given.filter(text -> !fits(property, text))
                        .map(text -> "what fits " + property.pattern().orElse("")));
        rule.ifPresent(found -> call.wrongValue(property.name(), found));
    }

    private static boolean fits(PropertyFacts property, String text) {
        try {
            return property.pattern().isEmpty()
                    || Pattern.compile(property.pattern().get()).matcher(text).find();
        } catch (PatternSyntaxException e) {
            // A fault of the Kamelet, not of the call.
            return true;
        }
    }
}
