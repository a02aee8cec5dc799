package ai.returning.routes.lint.settings;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables in settings whose form is broken: {@code $NAME:}} and {@code ${NAME}. They are taken as they are written. */
public final class SettingVariables implements Check {
    private static final Pattern NO_BRACE = Pattern.compile("\\$([A-Z][A-Z0-9_]*)(:[^{}\\s]*)?}");
    private static final Pattern NO_END = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:[^{}$\\s]*)?\\s*$");

    @Override
    public void check(Knowledge known, Findings findings) {
        known.project()
                .files(FileKind.SETTINGS)
                .forEach(file -> Optional.ofNullable(file.root())
                        .ifPresent(root -> Nodes.scalars(root).forEach(node -> check(file, node, findings))));
    }

    /** Whether a text is meant to be a variable and is none; it then holds no secret. */
    static boolean isBroken(String text) {
        return NO_BRACE.matcher(text).matches() || NO_END.matcher(text).matches();
    }

    private static void check(SourceFile file, YamlNode node, Findings findings) {
        for (Pattern form : new Pattern[] {NO_BRACE, NO_END}) {
            Matcher broken = form.matcher(node.text());
            if (broken.find()) {
                String rest = Optional.ofNullable(broken.group(2)).orElse("");
                findings.add(
                        file,
                        node,
                        RuleName.BAD_SETTING_VARIABLE,
                        "variable " + broken.group(1) + " lacks a brace, so its name itself is the value",
                        "${" + broken.group(1) + rest + "}");
                return;
            }
        }
    }
}
