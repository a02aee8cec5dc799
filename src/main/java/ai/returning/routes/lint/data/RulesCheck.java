package ai.returning.routes.lint.data;

import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.effects.rules.RuleProblem;
import ai.returning.routes.effects.rules.RuleSet;
import ai.returning.routes.effects.rules.RuleSettings;
import ai.returning.routes.effects.rules.RulesShape;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.endpoint.WebhookNames;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of rules against their shape and the contract, and against each other: an effect has one name in one flow. */
public final class RulesCheck implements Check {
    @Override
    public void check(Knowledge known, Findings findings) {
        Map<String, String> effects = new HashMap<>();
        known.project().files(FileKind.RULES).forEach(file -> {
            YamlNode root = file.root();
            if (root == null) {
                return;
            }
            known.contract()
                    .map(contract -> RuleSet.problems(path(file, root), root, contract, settings(known)))
                    .orElseGet(List::of)
                    .forEach(problem -> findings.add(finding(file, problem)));
            if (known.contract().isEmpty()) {
                RulesShape.shape()
                        .check(
                                root,
                                misfit -> findings.add(
                                        file, misfit.where(), RuleName.BAD_RULES, misfit.problem(), misfit.advice()));
            }
            webhooks(known, file, root, findings);
            if (!file.isBlock()) {
                effects(file, root, effects, findings);
            }
        });
    }

    /** The defaults. A blank one is set at a tenant, and one that is not declared is told by another check. */
    private static RuleSettings settings(Knowledge known) {
        return name -> Optional.of(known.project()
                .settings()
                .value(name)
                .filter(value -> !value.isBlank())
                .orElse(name.isBlank() ? "{{}}" : name));
    }

    private static void webhooks(Knowledge known, SourceFile file, YamlNode root, Findings findings) {
        Nodes.find(root, "rules").map(Nodes::items).orElse(List.of()).forEach(rule -> {
            Optional<YamlNode> webhook = Nodes.find(rule, "with")
                    .flatMap(with -> Nodes.find(with, WebhookMark.NAME))
                    .filter(YamlNode::isScalar);
            Optional<String> operation = Nodes.text(rule, "do");
            if (webhook.isEmpty() || operation.isEmpty()) {
                return;
            }
            WebhookNames.problem(known, webhook.get().text(), operation.get())
                    .ifPresent(problem ->
                            findings.add(file, webhook.get(), RuleName.BAD_RULES, problem.problem(), problem.advice()));
        });
    }

    /** A block of a page has no file name of its own. */
    private static Path path(SourceFile file, YamlNode root) {
        return file.isBlock()
                ? Path.of(Nodes.text(root, "flow").orElse("").replaceAll("[^a-z0-9-]", "-") + ".rules.yaml")
                : file.path();
    }

    private static Finding finding(SourceFile file, RuleProblem problem) {
        return new Finding(
                file.name(),
                file.line(problem.line()),
                file.column(problem.column()),
                RuleName.BAD_RULES.text(),
                problem.problem(),
                problem.advice(),
                Optional.empty());
    }

    /** The name of an effect is its identity, in whatever flow it stands. */
    private static void effects(SourceFile file, YamlNode root, Map<String, String> effects, Findings findings) {
        Nodes.find(root, "rules").map(Nodes::items).orElse(List.of()).forEach(rule -> {
            Optional<YamlNode> effect = Nodes.find(rule, "effect").filter(YamlNode::isScalar);
            Optional<String> operation = Nodes.text(rule, "do");
            if (effect.isEmpty() || operation.isEmpty()) {
                return;
            }
            String other = effects.putIfAbsent(effect.get().text() + " by " + operation.get(), file.name());
            if (other != null && !other.equals(file.name())) {
                findings.add(
                        file,
                        effect.get(),
                        RuleName.BAD_RULES,
                        "effect '" + effect.get().text() + "' by " + operation.get() + " stands in " + other
                                + ", too, and events of one key get it once",
                        "another name of the effect");
            }
        });
    }
}
