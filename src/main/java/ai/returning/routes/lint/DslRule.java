package ai.returning.routes.lint;

import ai.returning.routes.lint.dsl.DslSchema;
import ai.returning.routes.lint.dsl.Slip;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Holds routes and the templates of Kamelets against the schema of the DSL. */
final class DslRule implements Rule {
    private final DslSchema schema;

    DslRule(DslSchema schema) {
        this.schema = schema;
    }

    @Override
    public void check(Project project, Findings findings) {
        Places places = new Places(project.settings());
        project.files(FileKind.ROUTE).forEach(file -> routes(file, places, findings));
        project.files(FileKind.KAMELET).forEach(file -> kamelet(file, places, findings));
    }

    private void routes(SourceFile file, Places places, Findings findings) {
        YamlNode root = file.root();
        if (root != null) {
            noPairs(file, root, findings);
            Function<String, Optional<String>> fill = places::filled;
            report(
                    file,
                    RouteReader.isSteps(file, root) ? schema.checkSteps(root, fill) : schema.checkRoutes(root, fill),
                    findings);
        }
    }

    /** The schema lets an item of the list be anything, and Camel passes over it. */
    private static void noPairs(SourceFile file, YamlNode root, Findings findings) {
        if (root.isList()) {
            root.items().stream()
                    .filter(item -> !item.isMap())
                    .forEach(item -> findings.add(
                            file,
                            item,
                            RuleName.WRONG_TYPE,
                            "this item is no key with what belongs to it",
                            "route: with what belongs to it, or remove the item"));
        }
    }

    private void kamelet(SourceFile file, Places places, Findings findings) {
        Optional<YamlNode> template = KameletView.of(file).flatMap(KameletView::template);
        KameletView.of(file)
                .ifPresent(kamelet -> template.ifPresent(node -> {
                    List<Slip> slips =
                            schema.check("RouteTemplateDefinition", node, text -> places.filled(text, kamelet));
                    // A Kamelet is a template whose id stands elsewhere.
                    report(file, slips.stream().filter(slip -> !isOwnId(slip)).toList(), findings);
                }));
    }

    private static boolean isOwnId(Slip slip) {
        return slip.level() == 0
                && slip.kind() == Slip.Kind.MISSING_KEY
                && slip.name().equals("id");
    }

    private static void report(SourceFile file, List<Slip> slips, Findings findings) {
        for (Slip slip : slips) {
            Optional<Fix> fix = Optional.ofNullable(slip.pair()).flatMap(pair -> DslFixes.of(file, slip, pair));
            findings.add(file, slip.where(), rule(slip), slip.problem(), slip.advice(), fix);
        }
    }

    private static RuleName rule(Slip slip) {
        return switch (slip.kind()) {
            case UNKNOWN_STEP -> RuleName.UNKNOWN_STEP;
            case UNKNOWN_KEY -> RuleName.UNKNOWN_KEY;
            case MISSING_KEY, MISSING_EXPRESSION -> RuleName.MISSING_KEY;
            case WRONG_TYPE -> RuleName.WRONG_TYPE;
            case DASHES, SHORT, BARE, DEPRECATED -> RuleName.OLD_FORM;
        };
    }
}
