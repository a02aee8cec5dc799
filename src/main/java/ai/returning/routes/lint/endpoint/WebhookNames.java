package ai.returning.routes.lint.endpoint;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.support.Nearest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names of configured webhooks against the settings. */
public final class WebhookNames {
    private static final String PREFIX = "returning-ai.webhooks.";

    /** What is wrong with a name. */
    public record Problem(String problem, String advice) {}

    private WebhookNames() {}

    static void check(Call call, Operation operation) {
        if (WebhookMark.replaced(operation).isEmpty()) {
            return;
        }
        call.constant(WebhookMark.NAME)
                .filter(name -> !name.isBlank())
                .flatMap(name -> problem(call.known(), name, operation.id()))
                .ifPresent(problem ->
                        call.reportAt(WebhookMark.NAME, RuleName.WRONG_OPTION, problem.problem(), problem.advice()));
    }

    /** What is wrong with a call of an operation by a webhook; empty if nothing is. */
    public static Optional<Problem> problem(Knowledge known, String name, String operation) {
        Set<String> all = known.project().settings().names();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Set<String> webhooks = new TreeSet<>();
        all.stream()
                .filter(setting -> setting.startsWith(PREFIX))
                .forEach(setting ->
                        webhooks.add(setting.substring(PREFIX.length()).replaceFirst("\\..*", "")));
        if (!webhooks.contains(name)) {
            String near = Nearest.of(name, webhooks);
            return Optional.of(new Problem(
                    "webhook '" + name + "' is not declared",
                    near == null ? "declare " + PREFIX + name + " in config/application.yaml" : near));
        }
        return known.project()
                .settings()
                .value(PREFIX + name + ".operation")
                .filter(other -> !other.equals(operation))
                .map(other -> new Problem(
                        "webhook '" + name + "' is set up for " + other + ", not for " + operation,
                        "a webhook of this operation"));
    }
}
