package ai.returning.routes.lint.data;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Knowledge;
import java.util.Optional;

/** Finds the query a flow reads. */
final class Queries {
    private Queries() {}

    /** The SQL file of the flow of a mapping: the one its route names, else the one named like the flow. */
    static Optional<SourceFile> of(Knowledge known, SourceFile mapping) {
        String flow = mapping.fileName().replace(".mapping.yaml", "");
        String query = known.routes().stream()
                .filter(route -> runs(route, flow))
                .flatMap(RouteView::walk)
                .flatMap(step -> step.endpoint().stream())
                .filter(use -> use.uri().equals("returning-ai-sync:read"))
                .map(use -> use.values().getOrDefault("query", ""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(flow + ".sql");
        String folder = mapping.name().substring(0, mapping.name().length() - mapping.fileName().length());
        return known.project()
                .files(FileKind.SQL)
                .filter(file -> file.name().equals(folder + query))
                .findFirst();
    }

    private static boolean runs(RouteView route, String flow) {
        Optional<EndpointUse> from = route.from().flatMap(Step::endpoint);
        return from.filter(use -> use.uri().equals("returning-ai-sync:run"))
                .map(use -> use.values().get("flow"))
                .filter(flow::equals)
                .isPresent();
    }
}
