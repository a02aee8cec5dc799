package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP client of Camel sends a POST again after 429 and 503, sleeps through Retry-After, and error handling does
 * not see it. Only a setting of the component switches that off; redirects are an option of the endpoint, too.
 */
public final class HttpRetries implements Check {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String COMPONENT = "camel.component.http.";

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            route.walk()
                    .forEach(step -> known.endpoint(route, step)
                            .filter(use -> SCHEMES.contains(use.scheme()))
                            .ifPresent(use -> check(known, route, step, use, findings)));
        }
    }

    private static void check(Knowledge known, RouteView route, Step step, EndpointUse use, Findings findings) {
        boolean own = use.options().containsKey("httpClient") || use.options().containsKey("clientBuilder");
        if (!own && !on(known, "automatic-retries-disabled", "automaticRetriesDisabled")) {
            findings.add(
                    route.file(),
                    use.where(),
                    RuleName.HTTP_RETRIES,
                    use.scheme() + ": sends a request again by itself after 429 and 503, a POST too",
                    COMPONENT + "automatic-retries-disabled: true in config/application.yaml");
        }
        boolean redirects = Optional.ofNullable(use.values().get("followRedirects"))
                .flatMap(text -> known.filled(route, text))
                .map("true"::equals)
                .orElseGet(() -> on(known, "follow-redirects", "followRedirects"));
        if (redirects) {
            findings.add(
                    route.file(),
                    use.options().getOrDefault("followRedirects", use.where()),
                    RuleName.HTTP_RETRIES,
                    use.scheme() + ": follows redirects, so the server decides where the request and its key go",
                    "leave followRedirects out");
        }
    }

    private static boolean on(Knowledge known, String kebab, String camel) {
        return List.of(kebab, camel).stream()
                .flatMap(name -> known.project().settings().value(COMPONENT + name).stream())
                .anyMatch("true"::equals);
    }
}
