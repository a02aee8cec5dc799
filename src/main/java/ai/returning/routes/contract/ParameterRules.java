package ai.returning.routes.contract;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the contract says of parameters: names, which must be there, types and allowed words. */
final class ParameterRules {
    private static final Map<String, Pattern> FORMS = Map.of(
            "integer", Pattern.compile("-?[0-9]+"),
            "number", Pattern.compile("-?[0-9]+(\\.[0-9]+)?"),
            "boolean", Pattern.compile("true|false"));

    private ParameterRules() {}

    static List<Violation> unknown(Operation operation, Map<String, String> given) {
        List<String> known =
                operation.parameters().stream().map(ApiParameter::name).toList();
        return given.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Violation(
                        Redaction.clip(name, 60),
                        "is no parameter of " + operation.id() + "." + Nearest.hint(name, known) + " Known: "
                                + (known.isEmpty() ? "none" : String.join(", ", known))))
                .toList();
    }

    static List<Violation> missing(Operation operation, Map<String, String> given) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.isMissing(given.keySet()))
                .map(parameter -> new Violation(
                        parameter.name(),
                        parameter.required() ? "is missing" : "is missing, and so is '" + WebhookMark.NAME + "'"))
                .toList();
    }

    static List<Violation> unfit(Operation operation, Map<String, String> given) {
        List<Violation> found = new ArrayList<>();
        WebhookMark.replaced(operation)
                .filter(id -> given.containsKey(id) && given.containsKey(WebhookMark.NAME))
                .ifPresent(id -> found.add(
                        new Violation(WebhookMark.NAME, "does not go with '" + id + "', for it has a URL of its own")));
        for (ApiParameter parameter : operation.parameters()) {
            String value = given.get(parameter.name());
            String problem = value == null ? "" : problem(parameter, value);
            if (!problem.isEmpty()) {
                found.add(new Violation(parameter.name(), problem));
            }
        }
        return found;
    }

    private static String problem(ApiParameter parameter, String value) {
        Pattern form = FORMS.get(parameter.type());
        if (form != null && !form.matcher(value).matches()) {
            return "must be of type " + parameter.type() + ", not '" + Redaction.person(value) + "'";
        }
        if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(value)) {
            return "must be one of " + String.join(", ", parameter.allowed()) + ", not '" + Redaction.person(value)
                    + "'";
        }
        if (parameter.in() == ApiParameter.In.PATH && value.isBlank()) {
            return "must not be blank, for it is a part of the path";
        }
        return "";
    }
}
