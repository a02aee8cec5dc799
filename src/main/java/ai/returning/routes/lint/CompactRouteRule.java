package ai.returning.routes.lint;

import ai.returning.routes.lint.Fix.Edit;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code - from:} at the top of a file: nothing can be said of such a route, not even its id. */
final class CompactRouteRule implements Rule {
    @Override
    public void check(Project project, Findings findings) {
        project.routes()
                .filter(route -> route.kind().equals("from"))
                .forEach(route -> findings.add(
                        route.file(),
                        route.key(),
                        RuleName.OLD_FORM,
                        "'from' stands at the top, without a route around it",
                        "route: with from: below it",
                        fix(route.file(), route.key(), route.value())));
    }

    private static Optional<Fix> fix(SourceFile file, YamlNode key, YamlNode value) {
        if (value.isFlow() || !value.isMap()) {
            return Optional.empty();
        }
        int begin = file.begin(key);
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(begin, begin, "route:" + Blocks.lineAt(file, key.column() + 2)));
        edits.addAll(Blocks.indent(file, begin, file.end(value), 2));
        // Changes nothing, but keeps other changes out of what moves.
        edits.add(new Edit(file.end(value), file.end(value), ""));
        return Optional.of(new Fix(edits));
    }
}
