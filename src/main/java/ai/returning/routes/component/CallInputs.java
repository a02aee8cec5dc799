package ai.returning.routes.component;

import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** The named values of a call: endpoint options first, then variables, never headers. */
final class CallInputs {
    private final Operation operation;
    private final Map<String, OptionText> options;
    /** Variable by name of the input. */
    private final Map<String, String> variables = new LinkedHashMap<>();

    private final Set<String> parameters = new HashSet<>();
    /** Every name some operation of the contract takes, to find slips in variables. */
    private final Set<String> known;

    private CallInputs(Operation operation, Map<String, OptionText> options, Set<String> known) {
        this.operation = operation;
        this.options = options;
        this.known = known;
        names(operation).forEach(name -> variables.put(name, ReturningAiConstants.VARIABLE_PREFIX + name));
        operation.parameters().forEach(parameter -> parameters.add(parameter.name()));
    }

    static CallInputs of(CamelContext context, Operation operation, Map<String, String> options, Set<String> known) {
        Map<String, OptionText> texts = new LinkedHashMap<>();
        options.forEach((name, text) ->
                texts.put(name, OptionText.of(context, "'" + name + "' of returning-ai:" + operation.id(), text)));
        return new CallInputs(operation, texts, known);
    }

    /** What the operation takes: its parameters, and the text parts beside the file of an upload. */
    static Set<String> names(Operation operation) {
        Set<String> names = new TreeSet<>(FormParts.of(operation).texts());
        operation.parameters().stream().map(ApiParameter::name).forEach(names::add);
        return names;
    }

    /** Values that are the same for every message. */
    Map<String, String> constants() {
        Map<String, String> constants = new LinkedHashMap<>();
        options.forEach((name, text) -> {
            if (text.constant() && isParameter(name)) {
                constants.put(name, text.toString());
            }
        });
        return constants;
    }

    /** What an option has for every message; empty text if messages fill it, nothing without the option. */
    Optional<String> option(String name) {
        OptionText text = options.get(name);
        return text == null ? Optional.empty() : Optional.of(text.constant() ? text.toString() : "");
    }

    /** All values of this message, parameters and text parts alike. */
    Map<String, String> of(Exchange exchange) {
        refuseUnknownVariables(exchange);
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach((name, variable) -> {
            OptionText option = options.get(name);
            Optional<String> value = option == null ? OptionText.variable(exchange, variable) : option.value(exchange);
            value.ifPresent(found -> values.put(name, found));
        });
        refuseMissing(values);
        return values;
    }

    /** Only here is it known how a route sets one. */
    private void refuseMissing(Map<String, String> values) {
        for (ApiParameter parameter : operation.parameters()) {
            if (parameter.isMissing(values.keySet())) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "returning-ai:" + operation.id() + " needs the parameter '" + parameter.name()
                                + "'. Set the option '" + parameter.name() + "' in the route, or the variable '"
                                + ReturningAiConstants.VARIABLE_PREFIX + parameter.name() + "' in a step before it.");
            }
        }
    }

    private void refuseUnknownVariables(Exchange exchange) {
        if (!exchange.hasVariables()) {
            return;
        }
        for (String variable : exchange.getVariables().keySet()) {
            String name = variable.startsWith(ReturningAiConstants.VARIABLE_PREFIX)
                    ? variable.substring(ReturningAiConstants.VARIABLE_PREFIX.length())
                    : "";
            if (!name.isEmpty() && !known.contains(name) && !variables.containsKey(name)) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "Variable '" + variable + "' is set, but no operation has a parameter '" + name + "'."
                                + Nearest.hint(name, known));
            }
        }
    }

    boolean readTheMessage() {
        return options.values().stream().anyMatch(text -> !text.constant());
    }

    boolean isParameter(String name) {
        return parameters.contains(name);
    }
}
