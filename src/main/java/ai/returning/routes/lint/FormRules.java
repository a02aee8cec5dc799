package ai.returning.routes.lint;

import ai.returning.routes.lint.dsl.DslSchema;
import java.util.List;

/** The rules about the form of files: the DSL, names, ids and what belongs together. */
final class FormRules {
    private FormRules() {}

    static List<Rule> all(DslSchema schema) {
        return List.of(
                new DslRule(schema),
                new QueryRule(),
                new CompactRouteRule(),
                new NameRule(),
                new RouteFormRule(),
                new IdRule(),
                new CallNameRule(),
                new CallIdRule(),
                new KameletRule(),
                new TestRule(),
                new NotLoadedRule());
    }
}
