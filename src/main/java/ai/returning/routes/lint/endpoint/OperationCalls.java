package ai.returning.routes.lint.endpoint;

import ai.returning.routes.component.EndpointOptions;
import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.lint.known.OptionFacts;
import ai.returning.routes.lint.known.Place;
import ai.returning.routes.lint.known.SchemeFacts;
import ai.returning.routes.support.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calls of operations against the contract. */
final class OperationCalls {
    private static final String PREFIX = "param.";
    private static final String VARIABLE = "returning-ai.";

    private OperationCalls() {}

    static void check(Call call, SchemeFacts facts) {
        Optional<Contract> contract = call.known().contract();
        String id = call.use().path();
        if (contract.isEmpty() || id.contains("{{") || id.contains("${")) {
            return;
        }
        Optional<Operation> operation = call.known().operation(call.use());
        if (operation.isEmpty()) {
            unknown(call, id, contract.get());
            return;
        }
        off(call, operation.get());
        options(call, facts, operation.get());
        missing(call, operation.get());
        WebhookNames.check(call, operation.get());
        BusinessKeys.ofOperation(call, operation.get());
    }

    private static void unknown(Call call, String id, Contract contract) {
        List<String> names = contract.operations().stream().map(Operation::id).toList();
        String near = Nearest.of(id, names);
        call.report(
                RuleName.UNKNOWN_OPERATION,
                "operation '" + id + "' is not in the contract",
                near == null ? "one that './rai operations' lists" : "returning-ai:" + near);
    }

    /** A switch that stands in the settings, on or off, is a decision; the start refuses a call that is off. */
    private static void off(Call call, Operation operation) {
        String setting = "returning-ai.operations." + operation.id() + ".enabled";
        boolean decided = call.known().project().settings().value(setting).isPresent();
        if (operation.offByDefault() && !decided) {
            call.report(
                    RuleName.UNKNOWN_OPERATION,
                    "operation " + operation.id() + " is off by default",
                    setting + ": true in config/application.yaml");
        }
    }

    private static void options(Call call, SchemeFacts facts, Operation operation) {
        Map<String, ApiParameter> parameters = new LinkedHashMap<>();
        operation.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
        Set<String> own = facts.optionNames();
        Set<String> names = new TreeSet<>(parameters.keySet());
        names.addAll(FormParts.of(operation).texts());
        for (String given : call.use().options().keySet()) {
            String bare = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
            Optional<OptionFacts> option = own.contains(given) ? facts.option(given) : Optional.empty();
            if (option.isPresent()) {
                OptionCheck.value(call, option.get(), given);
            } else if (names.contains(bare)) {
                value(call, Optional.ofNullable(parameters.get(bare)), given);
            } else {
                Set<String> all = new TreeSet<>(names);
                all.addAll(own);
                call.unknown(
                        given,
                        RuleName.UNKNOWN_PARAMETER,
                        "operation " + operation.id() + " has no parameter '" + bare
                                + "', and the endpoint no such option",
                        all);
            }
            places(call, given);
        }
    }

    private static void value(Call call, Optional<ApiParameter> parameter, String given) {
        parameter.ifPresent(rules -> call.constant(given)
                // An empty setting stands for one that the environment fills.
                .filter(text -> !text.isBlank()
                        || Place.in(call.use().values().getOrDefault(given, "")).isEmpty())
                .flatMap(text -> ValueForm.problem(rules.type(), rules.allowed(), text))
                .ifPresent(rule -> call.wrongValue(given, rule)));
    }

    private static void places(Call call, String option) {
        String text = call.use().values().getOrDefault(option, "");
        if (!EndpointOptions.isPlain(text)) {
            call.reportAt(
                    option,
                    RuleName.MESSAGE_DATA_EVALUATED,
                    "option '" + option + "' holds an expression that is not allowed there",
                    "${body...}, ${variable.<name>}, ${header.<name>} or ${exchangeProperty.<name>} without method calls");
        }
    }

    private static void missing(Call call, Operation operation) {
        Set<String> given = operation.parameters().stream()
                .map(ApiParameter::name)
                .filter(name -> call.use().options().containsKey(name)
                        || call.use().options().containsKey(PREFIX + name)
                        || isSet(call, VARIABLE + name))
                .collect(Collectors.toSet());
        for (ApiParameter parameter : operation.parameters()) {
            String name = parameter.name();
            if (parameter.isMissing(given) && !paged(call, operation, name)) {
                call.report(
                        RuleName.MISSING_PARAMETER,
                        "operation " + operation.id() + " needs the parameter '" + name + "'",
                        name + ": … under 'parameters', or the variable " + VARIABLE + name + " in a step before");
            }
        }
    }

    private static boolean paged(Call call, Operation operation, String name) {
        return call.constant("paginate").filter("true"::equals).isPresent()
                && operation
                        .paging()
                        .filter(paging -> paging.parameter().equals(name)
                                || paging.limit().filter(name::equals).isPresent())
                        .isPresent();
    }

    /** A route that is called may bring a variable; then any step of the project that sets it will do. */
    private static boolean isSet(Call call, String variable) {
        return sets(call.route(), variable)
                || isCalled(call) && call.known().routes().stream().anyMatch(route -> sets(route, variable));
    }

    private static boolean isCalled(Call call) {
        return call.route()
                .from()
                .flatMap(Step::endpoint)
                .filter(use -> List.of("direct", "seda", "kamelet").contains(use.scheme()))
                .isPresent();
    }

    private static boolean sets(RouteView route, String variable) {
        return route.walk()
                .anyMatch(step -> step.name().equals("setVariable")
                                && step.option("name").filter(variable::equals).isPresent()
                        || step.name().equals("setVariables") && setsOne(step, variable));
    }

    private static boolean setsOne(Step step, String variable) {
        return step.node("variables").stream()
                .flatMap(list -> Nodes.items(list).stream())
                .anyMatch(item ->
                        Nodes.text(item, "name").filter(variable::equals).isPresent());
    }
}
