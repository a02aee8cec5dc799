package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.SchemeFacts;
import java.util.List;

/** The two uses of returning-ai-event: a route starts from a type of events, and its step apply writes one down. */
final class EventUses {
    private static final String APPLY = "apply";
    private static final List<String> NEEDED = List.of("target", "sql");

    private EventUses() {}

    static void check(Call call, SchemeFacts facts) {
        boolean apply = call.use().path().equals(APPLY);
        if (call.isStart() == apply) {
            call.report(
                    RuleName.WRONG_OPTION,
                    apply
                            ? "a route cannot start from returning-ai-event:apply"
                            : "returning-ai-event:" + call.use().path() + " starts a route and is not called in one",
                    apply ? "returning-ai-event:<type> in 'from'" : "returning-ai-event:apply, or move it to 'from'");
            return;
        }
        if (apply) {
            NEEDED.stream()
                    .filter(option -> SyncSteps.blank(call, option))
                    .forEach(option -> OptionCheck.missing(call, option));
        }
        OptionCheck.check(call, facts);
    }
}
