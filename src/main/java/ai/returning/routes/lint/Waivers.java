package ai.returning.routes.lint;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import ai.returning.routes.support.shape.Shape;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exceptions of {@code config/lint-waivers.yaml}. */
final class Waivers {
    private final List<Waiver> waivers = new ArrayList<>();

    /** One exception; counts what it covers. */
    private static final class Waiver {
        private final SourceFile file;
        private final YamlNode node;
        private final String rule;
        private final PathMatcher paths;
        private int covered;

        Waiver(SourceFile file, YamlNode node, String rule, String glob) {
            this.file = file;
            this.node = node;
            this.rule = rule;
            this.paths = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        }

        boolean covers(Finding finding) {
            return finding.rule().equals(rule) && paths.matches(Path.of(finding.file()));
        }
    }

    /** Reads them; what is wrong with one is reported and the others hold. */
    static Waivers read(Project project, Findings findings) {
        Waivers read = new Waivers();
        project.files(FileKind.WAIVERS).forEach(file -> read.add(file, findings));
        return read;
    }

    private void add(SourceFile file, Findings findings) {
        YamlNode root = file.root();
        if (root == null) {
            return;
        }
        Shape shape = WaiversShape.shape();
        for (Misfit misfit : shape.misfits(root)) {
            if (!isRule(root, misfit)) {
                findings.add(file, misfit.where(), RuleName.BAD_WAIVER, misfit.problem(), misfit.advice());
            }
        }
        for (YamlNode item : root.isList() && !file.isBlock() ? root.items() : List.<YamlNode>of()) {
            Optional<String> rule = text(item, "rule");
            Optional<String> glob = text(item, "file");
            if (rule.isPresent() && rule.flatMap(RuleName::of).isEmpty()) {
                String near = Nearest.of(rule.get(), RuleName.texts());
                String problem = "'" + rule.get() + "' is not a rule";
                findings.add(file, item, RuleName.BAD_WAIVER, problem, near == null ? "see docs/reference/lint.md" : near);
            } else if (rule.isPresent() && glob.isPresent()) {
                waiver(file, item, rule.get(), glob.get(), findings);
            }
        }
    }

    /** The names of rules are too many to list them in a message. */
    private static boolean isRule(YamlNode root, Misfit misfit) {
        return root.isList()
                && misfit.where().isScalar()
                && root.items().stream()
                        .flatMap(item -> Keys.value(item, "rule").stream())
                        .anyMatch(rule -> rule.isScalar() && rule.begin() == misfit.where().begin());
    }

    private void waiver(SourceFile file, YamlNode item, String rule, String glob, Findings findings) {
        try {
            waivers.add(new Waiver(file, item, rule, glob));
        } catch (IllegalArgumentException e) {
            String problem = "'" + glob + "' is no pattern of file names";
            findings.add(file, item, RuleName.BAD_WAIVER, problem, "a path with * and **");
        }
    }

    private static Optional<String> text(YamlNode item, String key) {
        return Keys.value(item, key).filter(YamlNode::isScalar).map(YamlNode::text);
    }

    boolean covers(Finding finding) {
        List<Waiver> covering =
                waivers.stream().filter(waiver -> waiver.covers(finding)).toList();
        covering.forEach(waiver -> waiver.covered++);
        return !covering.isEmpty();
    }

    /** Reports those that covered nothing. */
    void reportStale(Findings findings) {
        waivers.stream()
                .filter(waiver -> waiver.covered == 0)
                .forEach(waiver -> findings.add(
                        waiver.file,
                        waiver.node,
                        RuleName.STALE_WAIVER,
                        "nothing in '" + text(waiver.node, "file").orElse("") + "' is " + waiver.rule,
                        "remove the waiver"));
    }
}
