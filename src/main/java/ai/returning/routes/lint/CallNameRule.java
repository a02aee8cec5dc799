package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A Kamelet is called by a name after the slash: without it metrics count under a number that changes. */
final class CallNameRule implements Rule {
    private static final Set<String> OWN = Set.of("source", "sink");

    @Override
    public void check(Project project, Findings findings) {
        Set<String> taken = new HashSet<>();
        project.routes().flatMap(RouteView::walk).flatMap(step -> step.endpoint().stream()).forEach(endpoint -> {
            if (endpoint.scheme().equals("kamelet") && endpoint.path().contains("/")) {
                taken.add(endpoint.path().substring(endpoint.path().indexOf('/') + 1));
            }
        });
        project.routes().forEach(route -> route.walk().forEach(step -> check(route, step, taken, findings)));
    }

    private static void check(RouteView route, Step step, Set<String> taken, Findings findings) {
        Optional<EndpointUse> call = step.endpoint()
                .filter(endpoint -> endpoint.scheme().equals("kamelet"))
                .filter(endpoint -> !endpoint.path().contains("/") && !OWN.contains(endpoint.path()));
        if (call.isEmpty()) {
            return;
        }
        String verb = step.id().orElse(StepNames.of(step, Set.of()));
        String wanted = route.id().isEmpty() || verb.contains(route.id()) ? verb : verb + "-for-" + route.id();
        String name = StepNames.free(wanted, taken);
        taken.add(name);
        String uri = call.get().uri();
        findings.add(
                route.file(),
                call.get().where(),
                RuleName.KAMELET_CALL_WITHOUT_ID,
                "the call of '" + call.get().path() + "' has no name of its own",
                uri + "/" + name,
                fix(route.file(), call.get().where(), uri, name));
    }

    private static Optional<Fix> fix(SourceFile file, YamlNode where, String uri, String name) {
        int begin = file.begin(where);
        int at = file.text().indexOf(uri, begin);
        boolean here = at >= begin && at + uri.length() <= file.end(where);
        int end = at + uri.length();
        return here ? Optional.of(Fix.replace(end, end, "/" + name)) : Optional.empty();
    }
}
