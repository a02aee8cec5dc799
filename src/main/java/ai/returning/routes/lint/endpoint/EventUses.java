package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.SchemeFacts;
import java.util.List;
import java.util.Map;

/** The uses of returning-ai-event: a route starts from a type of events; its steps write one down, or pick parts of it. */
final class EventUses {
    /** The steps, with the options each needs. */
    private static final Map<String, List<String>> STEPS =
            Map.of("apply", List.of("target", "sql"), "pick", List.of("fields"));

    private EventUses() {}

    static void check(Call call, SchemeFacts facts) {
        String name = call.use().path();
        List<String> needed = STEPS.get(name);
        if (call.isStart() == (needed != null)) {
            call.report(
                    RuleName.WRONG_OPTION,
                    needed != null
                            ? "a route cannot start from returning-ai-event:" + name
                            : "returning-ai-event:" + name + " starts a route and is not called in one",
                    needed != null
                            ? "returning-ai-event:<type> in 'from'"
                            : "returning-ai-event:apply or pick, or move it to 'from'");
            return;
        }
        if (needed != null) {
            needed.stream()
                    .filter(option -> SyncSteps.blank(call, option))
                    .forEach(option -> OptionCheck.missing(call, option));
        }
        OptionCheck.check(call, facts);
    }
}
