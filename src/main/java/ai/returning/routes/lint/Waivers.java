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

        /** Settings are bound before anything is checked, and a value that does not fit cannot be. */
        boolean isVain(Project project) {
            return rule.equals(RuleName.WRONG_SETTING.text())
                    && project.files(FileKind.SETTINGS).anyMatch(settings -> paths.matches(Path.of(settings.name())));
        }

        boolean covers(Finding finding) {
            return finding.rule().equals(rule) && paths.matches(Path.of(finding.file()));
        }
    }

    /** Reads them; what is wrong with one is reported and the others hold. */
    static Waivers read(Project project, Findings findings) {
        Waivers read = new Waivers();
        project.files(FileKind.WAIVERS).forEach(file -> read.add(project, file, findings));
        return read;
    }

    private void add(Project project, SourceFile file, Findings findings) {
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
                findings.add(
                        file, item, RuleName.BAD_WAIVER, problem, near == null ? "see docs/reference/lint.md" : near);
            } else if (rule.isPresent() && glob.isPresent()) {
                waiver(project, file, item, findings);
            }
        }
    }

    /** The names of rules are too many to list them in a message. */
    private static boolean isRule(YamlNode root, Misfit misfit) {
        return root.isList()
                && misfit.where().isScalar()
                && root.items().stream()
                        .flatMap(item -> Keys.value(item, "rule").stream())
                        .anyMatch(rule -> rule.isScalar()
                                && rule.begin() == misfit.where().begin());
    }

    private void waiver(Project project, SourceFile file, YamlNode item, Findings findings) {
        String rule = text(item, "rule").orElse("");
        String glob = text(item, "file").orElse("");
        try {
            Waiver waiver = new Waiver(file, item, rule, glob);
            if (waiver.isVain(project)) {
                findings.add(
                        file,
                        item,
                        RuleName.BAD_WAIVER,
                        "a start is refused for a wrong setting in a settings file, whatever is waived",
                        "mend the setting and remove the waiver");
            }
            waivers.add(waiver);
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
