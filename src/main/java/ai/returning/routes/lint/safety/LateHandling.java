package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Error handling of a file that stands behind routes: those above it go without. */
public final class LateHandling implements Check {
    private static final Set<String> ROUTES = Set.of("route", "from", "rest", "routeTemplate");
    private static final Set<String> FIRST = Set.of(
            "onException",
            "errorHandler",
            "onCompletion",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint");

    @Override
    public void check(Knowledge known, Findings findings) {
        known.project().files(FileKind.ROUTE).forEach(file -> Optional.ofNullable(file.root())
                .ifPresent(root -> check(file, root, findings)));
        known.routes().forEach(route -> route.walk()
                .filter(step -> step.name().equals("onException"))
                .forEach(step -> late(route.file(), step.key(), "onException", findings)));
    }

    private static void check(SourceFile file, YamlNode root, Findings findings) {
        boolean seen = false;
        for (YamlNode item : Nodes.items(root)) {
            List<Map.Entry<YamlNode, YamlNode>> pairs = item.isMap() ? item.pairs() : List.of();
            for (Map.Entry<YamlNode, YamlNode> pair : pairs) {
                String name = pair.getKey().isScalar() ? pair.getKey().text() : "";
                seen |= ROUTES.contains(name);
                if (seen && FIRST.contains(name)) {
                    late(file, pair.getKey(), name, findings);
                }
            }
        }
    }

    private static void late(SourceFile file, YamlNode where, String name, Findings findings) {
        findings.add(
                file,
                where,
                RuleName.LATE_ON_EXCEPTION,
                "this " + name + " stands behind what it should guard and has no effect on it",
                "put it into a routeConfiguration in routes/shared, or above the first route of the file");
    }
}
