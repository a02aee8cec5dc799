package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Place;
import ai.returning.routes.lint.known.SchemeFacts;
import ai.returning.routes.support.Nearest;
import java.util.List;
import java.util.Optional;

/** Looks at every endpoint: its component, then by that at its options. */
public final class EndpointCheck implements Check {
    /** A route says what happens; hosts, credentials and protocols belong into Kamelets. */
    private static final List<String> IN_ROUTES =
            List.of("kamelet", "returning-ai", "returning-ai-sync", "returning-ai-event", "direct", "seda", "log");

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            route.walk()
                    .forEach(step ->
                            known.endpoint(route, step).ifPresent(use -> check(known, route, step, use, findings)));
        }
    }

    private static void check(Knowledge known, RouteView route, Step step, EndpointUse use, Findings findings) {
        Call call = new Call(known, route, step, use, findings);
        String scheme = use.scheme();
        if (scheme.contains("{{")) {
            hidden(call);
        }
        if (scheme.isEmpty() || scheme.contains("{{") || scheme.contains("$")) {
            return;
        }
        Optional<SchemeFacts> facts = known.schemes().find(scheme);
        if (facts.isEmpty()) {
            unknownScheme(call);
            return;
        }
        if (route.file().kind() == FileKind.ROUTE && !IN_ROUTES.contains(scheme)) {
            call.report(
                    RuleName.SCHEME_NOT_ALLOWED,
                    "a route does not use " + scheme + ": itself",
                    "put it into a Kamelet below routes/kamelets and call kamelet:<name>");
        }
        direction(call, facts.get());
        switch (scheme) {
            case "kamelet" -> KameletCalls.check(call, facts.get());
            case "returning-ai" -> OperationCalls.check(call, facts.get());
            case "returning-ai-sync" -> SyncSteps.check(call, facts.get());
            case "returning-ai-event" -> EventUses.check(call, facts.get());
            default -> OptionCheck.check(call, facts.get());
        }
    }

    /** A misspelt option of an HTTP endpoint puts its value into the URL, so a component nobody can see is told. */
    private static void hidden(Call call) {
        List<Place> places = Place.in(call.use().uri());
        String name = places.isEmpty() ? "host" : places.get(0).name();
        if (call.file().isBlock() || name.contains("{")) {
            return;
        }
        call.report(
                RuleName.HIDDEN_SCHEME,
                "which component '" + call.use().uri() + "' calls cannot be told, so its options are not checked",
                "the scheme before it, such as https://{{" + name.replaceFirst("(?i)ur[il]$", "host") + "}}"
                        + ", or an example of the property");
    }

    private static void unknownScheme(Call call) {
        String scheme = call.use().scheme();
        String nearest = Nearest.of(scheme, call.known().schemes().names());
        // sftp is no slip of http.
        String near = nearest != null && nearest.charAt(0) == scheme.charAt(0) ? nearest : null;
        boolean none = !call.use().uri().contains(":");
        call.report(
                RuleName.UNKNOWN_SCHEME,
                none
                        ? "'" + call.use().uri() + "' has no component before a colon"
                        : "component '" + scheme + "' is not part of this bundle",
                near != null ? near + ":" : none ? "such as direct:" + scheme : "add camel-" + scheme + " to pom.xml");
    }

    private static void direction(Call call, SchemeFacts facts) {
        if (call.isStart() && facts.producerOnly()) {
            call.report(
                    RuleName.WRONG_OPTION,
                    "a route cannot start from " + facts.scheme() + ":, it is only called",
                    "start from returning-ai-sync:run, direct: or a Kamelet of the kind source");
        } else if (!call.isStart() && facts.consumerOnly()) {
            call.report(
                    RuleName.WRONG_OPTION,
                    facts.scheme() + ": is not called, a route only starts from it",
                    "move it to 'from'");
        }
    }
}
