package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Folder, file and id bear one name, of words joined by dashes. */
final class NameRule implements Rule {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");
    private static final Pattern KAMELET = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+-(source|sink|action)");

    @Override
    public void check(Project project, Findings findings) {
        project.routes().forEach(route -> route(route, findings));
        project.files(FileKind.ROUTE)
                .filter(file -> !file.isBlock())
                .forEach(file -> new RouteFileNames(file, findings).check());
        project.files(FileKind.MAPPING)
                .filter(file -> !file.isBlock())
                .forEach(file -> ofFlow(file, "mapping", findings));
        project.files(FileKind.RULES).filter(file -> !file.isBlock()).forEach(file -> ofFlow(file, "rules", findings));
        project.files(FileKind.KAMELET).forEach(file -> kamelet(file, findings));
    }

    private static void route(RouteView route, Findings findings) {
        if (!route.id().isEmpty()) {
            form(route.file(), Keys.value(route.value(), "id"), NAME, "receive-orders", findings);
        }
        route.walk().forEach(step -> form(route.file(), step.node("id"), NAME, "award-badge", findings));
    }

    private static void form(
            SourceFile file, Optional<YamlNode> name, Pattern form, String example, Findings findings) {
        name.filter(YamlNode::isScalar)
                .filter(node -> !node.isNull() && !node.text().contains("{{"))
                .filter(node -> !form.matcher(node.text()).matches())
                .ifPresent(node -> findings.add(
                        file,
                        node,
                        RuleName.NAME_FORM,
                        "'" + node.text() + "' is not of the form verb-noun in small letters",
                        "a name such as " + example));
    }

    /** @param kind what the file holds, and how it ends */
    private static void ofFlow(SourceFile file, String kind, Findings findings) {
        YamlNode root = file.root();
        if (root == null) {
            return;
        }
        String folder = file.folder();
        Keys.value(root, "flow")
                .filter(YamlNode::isScalar)
                .filter(flow -> !flow.text().equals(folder))
                .ifPresent(flow -> findings.add(
                        file,
                        flow,
                        RuleName.NAME_MISMATCH,
                        "the flow is '" + flow.text() + "' and the folder '" + folder + "'",
                        "flow: " + folder));
        if (!file.stem().equals(folder)) {
            String problem = "the " + kind + (kind.endsWith("s") ? " are" : " is")
                    + " not named like its folder, so the flow does not find it";
            findings.add(file, root, RuleName.NAME_MISMATCH, problem, folder + "." + kind + ".yaml");
        }
    }

    private static void kamelet(SourceFile file, Findings findings) {
        Optional<YamlNode> name = KameletView.of(file).flatMap(kamelet -> kamelet.at("metadata", "name"));
        name.filter(YamlNode::isScalar).ifPresent(node -> {
            if (!KAMELET.matcher(node.text()).matches()) {
                String problem = "'" + node.text() + "' does not end in what the Kamelet is";
                String advice = "a name such as returning-ai-badge-award-sink; it ends in -sink, -source or -action";
                findings.add(file, node, RuleName.NAME_FORM, problem, advice);
            }
            if (!file.isBlock() && !file.stem().equals(node.text())) {
                String problem = "the Kamelet is '" + node.text() + "' and its file '" + file.fileName() + "'";
                findings.add(file, node, RuleName.NAME_MISMATCH, problem, "name: " + file.stem());
            }
        });
    }
}
