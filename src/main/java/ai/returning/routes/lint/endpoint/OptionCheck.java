package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.OptionFacts;
import ai.returning.routes.lint.known.SchemeFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options of an endpoint against the catalog. */
final class OptionCheck {
    /** Timeouts of the HTTP client; the options of the endpoint have none. */
    private static final List<String> OF_CLIENT =
            List.of("connectTimeout", "connectionRequestTimeout", "responseTimeout", "soTimeout");

    private OptionCheck() {}

    static void check(Call call, SchemeFacts facts) {
        path(call, facts);
        for (String name : call.use().options().keySet()) {
            Optional<OptionFacts> option = facts.option(name);
            if (option.isEmpty()) {
                boolean http = facts.scheme().startsWith("http");
                call.unknown(
                        name,
                        RuleName.UNKNOWN_OPTION,
                        "option '" + name + "' is not known by " + facts.scheme() + ":"
                                + (http ? "; it would go to the server in the URL and turn a POST into a GET" : ""),
                        http ? withClient(facts) : facts.optionNames());
            } else {
                value(call, option.get(), name);
            }
        }
        facts.required().stream()
                .filter(option -> !call.use().options().containsKey(option.name()))
                .forEach(option -> missing(call, option.name()));
    }

    /** The options and those of the client below, which need a prefix that is easily forgotten. */
    private static Set<String> withClient(SchemeFacts facts) {
        Set<String> names = facts.optionNames();
        OF_CLIENT.forEach(name -> names.add("httpClient." + name));
        return names;
    }

    /** The value of a plain option; those of a prefix have types nobody declares. */
    static void value(Call call, OptionFacts option, String name) {
        if (option.prefix().isEmpty()) {
            call.checkValue(option, name);
        }
        if (call.isStart() ? option.onlyProducer() : option.onlyConsumer()) {
            call.reportAt(
                    name,
                    RuleName.WRONG_OPTION,
                    "option '" + name + "' of " + call.use().scheme() + ": has no effect "
                            + (call.isStart() ? "where a route starts" : "in a step that calls it"),
                    "leave it out");
        }
    }

    static void missing(Call call, String option) {
        call.report(
                RuleName.MISSING_OPTION,
                call.title() + " needs the option '" + option + "'",
                option + ": … under 'parameters'");
    }

    private static void path(Call call, SchemeFacts facts) {
        Optional<OptionFacts> needed = facts.options().values().stream()
                .filter(option -> option.inPath() && option.required())
                .findFirst();
        if (needed.isPresent() && call.use().path().isBlank()) {
            call.report(
                    RuleName.MISSING_OPTION,
                    facts.scheme() + ": needs " + needed.get().name() + " after the colon",
                    facts.scheme() + ":<" + needed.get().name() + ">");
        }
    }
}
