package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.DeclaredSettings;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;

/** Looks a setting up in one file, so that a profile's value is checked too. */
final class Settings {
    private Settings() {}

    static Optional<YamlNode> find(SourceFile file, String name) {
        return DeclaredSettings.of(file.root()).find(name).filter(YamlNode::isScalar);
    }

    /** The value, with the default of a variable it names. */
    static String value(YamlNode node) {
        return node.isNull() ? "" : node.text().replaceAll("\\$\\{[^:}]+:?([^}]*)}", "$1");
    }
}
