package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Each route file and each Kamelet has a test beside it, of what goes well and of what fails. */
final class TestRule implements Rule {
    /** Outcomes of a case in which nothing went wrong. */
    private static final Set<String> WELL = Set.of("completed", "done");

    @Override
    public void check(Project project, Findings findings) {
        project.files(FileKind.ROUTE)
                .filter(file ->
                        !file.isBlock() && file.root() != null && file.name().startsWith("routes/"))
                .filter(file -> !file.folder().equals("shared"))
                .forEach(file -> check(project, file, file.stem(), findings));
        project.files(FileKind.KAMELET)
                .filter(file -> !file.isBlock() && file.root() != null)
                .forEach(file -> check(project, file, file.stem(), findings));
    }

    private static void check(Project project, SourceFile file, String subject, Findings findings) {
        String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
        String name = folder + subject + ".test.yaml";
        Optional<SourceFile> test = project.file(name);
        if (test.isEmpty()) {
            missing(
                    file,
                    "no test beside it",
                    subject + ".test.yaml with a case that goes well and one that fails",
                    findings);
            return;
        }
        List<YamlNode> cases = cases(test.get());
        if (cases.isEmpty()) {
            return;
        }
        List<String> outcomes =
                cases.stream().flatMap(one -> outcomes(one).stream()).toList();
        if (outcomes.stream().noneMatch(WELL::contains)) {
            missing(
                    test.get(),
                    "no case that goes well",
                    "a case with outcome: completed, or done of a sync",
                    findings);
        }
        if (WELL.containsAll(outcomes)) {
            missing(test.get(), "no case that fails", "a case in which something fails, with its outcome", findings);
        }
    }

    private static void missing(SourceFile file, String problem, String advice, Findings findings) {
        findings.add(new Finding(
                file.name(), 1, 1, RuleName.MISSING_TEST.text(), "there is " + problem, advice, Optional.empty()));
    }

    private static List<YamlNode> cases(SourceFile test) {
        return Optional.ofNullable(test.root())
                .flatMap(root -> Keys.value(root, "cases"))
                .filter(YamlNode::isList)
                .map(YamlNode::items)
                .orElse(List.of());
    }

    /** How a case and its runs are meant to end. */
    private static List<String> outcomes(YamlNode one) {
        Stream<YamlNode> runs =
                Keys.value(one, "runs").filter(YamlNode::isList).stream().flatMap(list -> list.items().stream());
        return Stream.concat(Stream.of(one), runs)
                .flatMap(part -> Keys.value(part, "expect").stream())
                .map(TestRule::outcome)
                .filter(outcome -> !outcome.isEmpty())
                .toList();
    }

    /** An expected error says enough: nothing that goes well has one. */
    private static String outcome(YamlNode expect) {
        return Keys.value(expect, Keys.value(expect, "error").isPresent() ? "error" : "outcome")
                .filter(YamlNode::isScalar)
                .map(YamlNode::text)
                .orElse("");
    }
}
