package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.List;

/** The names of one file of routes: one route a file, named like it; the first of a flow named like the folder. */
final class RouteFileNames {
    private static final String SHARED = "shared";

    private final SourceFile file;
    private final Findings findings;

    RouteFileNames(SourceFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    void check() {
        List<RouteView> views = RouteReader.read(file);
        if (file.folder().equals(SHARED)) {
            views.stream().filter(view -> view.kind().equals("routeConfiguration")).forEach(this::likeFile);
            return;
        }
        List<RouteView> routes =
                views.stream().filter(view -> view.kind().equals("route")).toList();
        routes.stream().limit(1).forEach(this::likeFile);
        routes.stream()
                .skip(1)
                .forEach(route -> findings.add(
                        file,
                        route.key(),
                        RuleName.NAME_MISMATCH,
                        "a second route stands in this file",
                        "a file of its own, " + (route.id().isEmpty() ? "<id>" : route.id()) + ".camel.yaml"));
        routes.stream().limit(1).filter(route -> !route.id().isEmpty()).forEach(this::likeFolder);
    }

    private void likeFile(RouteView route) {
        if (!route.id().isEmpty() && !route.id().equals(file.stem())) {
            String problem = "the id is '" + route.id() + "' and the file '" + file.fileName() + "'";
            findings.add(file, id(route), RuleName.NAME_MISMATCH, problem, "id: " + file.stem());
        }
    }

    private void likeFolder(RouteView route) {
        String flow = file.folder();
        if (!route.id().equals(flow) && !route.id().startsWith(flow + "-")) {
            String problem = "the route '" + route.id() + "' lies in the folder of the flow '" + flow + "'";
            findings.add(file, id(route), RuleName.NAME_MISMATCH, problem, flow + " or " + flow + "-…");
        }
    }

    private static YamlNode id(RouteView route) {
        return Keys.value(route.value(), "id").orElse(route.key());
    }
}
