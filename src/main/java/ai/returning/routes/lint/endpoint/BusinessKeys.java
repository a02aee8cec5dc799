package ai.returning.routes.lint.endpoint;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.KameletFile;
import ai.returning.routes.lint.known.Place;
import ai.returning.routes.lint.known.PropertyFacts;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The business keys of effects, given to the operation itself or through a Kamelet. An effect is known by its operation,
 * subject and key, so a constant key means once for each subject.
 */
final class BusinessKeys {
    private static final String KEY = "businessKey";
    private static final String PARAMETERS = "/parameters/";
    private static final String EXAMPLE = "businessKey: \"order:${body[id]}\", the name of the business event";

    private BusinessKeys() {}

    static void ofOperation(Call call, Operation operation) {
        if (operation.effect() != EffectMark.ALWAYS) {
            return;
        }
        String key = call.use().values().getOrDefault(KEY, "");
        if (key.isBlank() || mayBeEmpty(call, key)) {
            call.report(
                    RuleName.EFFECT_WITHOUT_KEY,
                    "operation " + operation.id() + " does harm when repeated and has no business key",
                    EXAMPLE);
        } else {
            constant(call, operation, KEY, key, name -> call.use().values().getOrDefault(name, ""));
        }
    }

    /** A property of the Kamelet that is the key of an effect in it. */
    static void ofKamelet(Call call, KameletFile kamelet) {
        kamelet.template().stream()
                .flatMap(RouteView::walk)
                .flatMap(step -> step.endpoint().stream())
                .forEach(inner -> effect(call, inner).ifPresent(operation -> {
                    String key = inner.values().getOrDefault(KEY, "");
                    if (Place.isOne(key)) {
                        String property = Place.in(key).get(0).name();
                        constant(
                                call,
                                operation,
                                property,
                                given(call, key),
                                name -> given(call, inner.values().getOrDefault(name, "")));
                    }
                }));
    }

    /** What the caller of a Kamelet gives for a text in it. */
    private static String given(Call call, String text) {
        return Place.isOne(text)
                ? call.use().values().getOrDefault(Place.in(text).get(0).name(), "")
                : text;
    }

    private static Optional<Operation> effect(Call call, EndpointUse inner) {
        return call.known().operation(inner).filter(operation -> operation.effect() == EffectMark.ALWAYS);
    }

    private static void constant(
            Call call, Operation operation, String option, String key, UnaryOperator<String> parameters) {
        boolean alike = EffectProof.of(operation)
                .subject()
                .map(subject -> subject.startsWith(PARAMETERS)
                        && isConstant(parameters.apply(subject.substring(PARAMETERS.length()))))
                .orElse(true);
        if (alike && !key.isBlank() && isConstant(key)) {
            call.reportAt(
                    option,
                    RuleName.CONSTANT_KEY,
                    "the business key of " + operation.id() + " is the same for every message, so it is done only once",
                    EXAMPLE);
        }
    }

    private static boolean isConstant(String text) {
        return !text.contains("${") && !text.contains("{{");
    }

    private static boolean mayBeEmpty(Call call, String key) {
        return Place.isOne(key)
                && Place.in(key).stream()
                        .flatMap(place -> call.known().property(call.route(), place.name()).stream())
                        .anyMatch(BusinessKeys::optional);
    }

    private static boolean optional(PropertyFacts property) {
        return !property.required()
                && property.standard().filter(text -> !text.isBlank()).isEmpty();
    }
}
