package ai.returning.routes.lint;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes ids of the form verb-noun for steps that have none. */
final class StepNames {
    private static final Map<String, String> BY_STEP = Map.ofEntries(
            Map.entry("aggregate", "collect-messages"),
            Map.entry("bean", "call-bean"),
            Map.entry("choice", "choose-way"),
            Map.entry("circuitBreaker", "guard-calls"),
            Map.entry("delay", "wait-some-time"),
            Map.entry("doTry", "try-steps"),
            Map.entry("enrich", "fetch-more"),
            Map.entry("filter", "filter-messages"),
            Map.entry("idempotentConsumer", "skip-duplicates"),
            Map.entry("loop", "repeat-steps"),
            Map.entry("marshal", "write-body"),
            Map.entry("multicast", "send-copies"),
            Map.entry("pipeline", "run-steps"),
            Map.entry("recipientList", "send-to-recipients"),
            Map.entry("script", "run-script"),
            Map.entry("sort", "sort-items"),
            Map.entry("split", "split-body"),
            Map.entry("stop", "stop-here"),
            Map.entry("throttle", "limit-rate"),
            Map.entry("transform", "transform-body"),
            Map.entry("unmarshal", "read-body"),
            Map.entry("validate", "check-message"));

    private StepNames() {}

    /** A name that is not taken in the route. */
    static String of(Step step, Set<String> taken) {
        return free(wanted(step), taken);
    }

    /** The name itself, or with the first number that makes it new. */
    static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private static String wanted(Step step) {
        if (step.endpoint().isPresent()) {
            return ofEndpoint(step, step.endpoint().get());
        }
        String given = BY_STEP.get(step.name());
        if (given != null) {
            return given;
        }
        String subject = kebab(step.option("name").orElse(""));
        String verb = kebab(step.name());
        if (step.name().matches("set(Header|Variable|Property)") && !subject.isEmpty()) {
            return (step.name().equals("setVariable") ? "remember-" : "set-") + subject;
        }
        return verb.contains("-") ? verb : verb + "-message";
    }

    private static String ofEndpoint(Step step, EndpointUse endpoint) {
        String path = kebab(endpoint.path().replaceFirst(".*/", ""));
        boolean begins = step.name().equals("from");
        String scheme = kebab(endpoint.scheme());
        if (begins) {
            return "receive-from-" + (path.isEmpty() ? scheme : path);
        }
        if (scheme.equals("log")) {
            return "log-message";
        }
        if (scheme.equals("returning-ai") && path.contains("-")) {
            return path;
        }
        if (scheme.equals("kamelet")) {
            return endpoint.path().contains("/") && path.contains("-") ? path : ofKamelet(path);
        }
        if (scheme.equals("returning-ai-sync") && !path.isEmpty()) {
            return path.contains("-") ? path : path + "-rows";
        }
        return "call-" + (path.isEmpty() ? scheme : path);
    }

    /** {@code returning-ai-badge-award-sink} becomes {@code award-badge}. */
    private static String ofKamelet(String name) {
        String noun = name.replaceFirst("^returning-ai-", "").replaceFirst("-(sink|source|action)$", "");
        int verb = noun.lastIndexOf('-');
        return verb < 0 ? "call-" + noun : noun.substring(verb + 1) + "-" + noun.substring(0, verb);
    }

    /** {@code awardBadge} and {@code Award_Badge} become {@code award-badge}. */
    static String kebab(String text) {
        return text.replaceAll("\\{\\{.*?}}|\\$\\{.*?}", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
    }
}
