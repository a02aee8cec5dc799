package ai.returning.routes.lint.settings;

import ai.returning.routes.lint.DeclaredSettings;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.lint.known.Place;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every {@code {{key}}} of a route or rule is declared in the settings, with a default. */
public final class SettingPlaces implements Check {
    /** Functions of Camel that read past the settings. */
    @Override
    public void check(Knowledge known, Findings findings) {
        Stream.of(FileKind.ROUTE, FileKind.RULES)
                .flatMap(known.project()::files)
                .forEach(
                        file -> Optional.ofNullable(file.root()).ifPresent(root -> check(known, file, root, findings)));
        // Places in the template of a Kamelet are told by the rule about its properties.
        known.project()
                .files(FileKind.KAMELET)
                .forEach(file -> Optional.ofNullable(file.root())
                        .flatMap(root -> Nodes.at(root, "spec", "definition"))
                        .ifPresent(root -> check(known, file, root, findings)));
    }

    private static void check(Knowledge known, SourceFile file, YamlNode root, Findings findings) {
        Nodes.scalars(root)
                .forEach(node -> Place.in(node.text()).forEach(place -> check(known, file, node, place, findings)));
    }

    private static void check(Knowledge known, SourceFile file, YamlNode node, Place place, Findings findings) {
        if (DeclaredSettings.isFunction(place.name())) {
            findings.add(
                    file,
                    node,
                    RuleName.UNDECLARED_SETTING,
                    "'{{" + place.name() + ":…}}' reads past the settings",
                    "declare a setting in config/application.yaml with the value ${NAME:} and name that");
            return;
        }
        Optional<YamlNode> declared = known.project().settings().find(place.name());
        if (declared.isEmpty()) {
            unknown(known, file, node, place, findings);
        } else if (place.standard().isEmpty() && withoutDefault(declared.get())) {
            settings(known)
                    .filter(source -> holds(source, declared.get()))
                    .findFirst()
                    .ifPresent(source -> findings.add(
                            source,
                            declared.get(),
                            RuleName.SETTING_WITHOUT_DEFAULT,
                            "setting " + place.name() + " has no default and " + file.name() + " needs it",
                            "a value, or ${NAME:value}; ${NAME:} if it may be empty"));
        }
    }

    private static void unknown(Knowledge known, SourceFile file, YamlNode node, Place place, Findings findings) {
        String name = place.name();
        Set<String> names = known.project().settings().names();
        if (file.isBlock() && names.isEmpty()) {
            return;
        }
        String near = Nearest.of(name, names);
        findings.add(
                file,
                node,
                place.optional() || place.standard().isPresent()
                        ? RuleName.UNDECLARED_SETTING
                        : RuleName.UNKNOWN_SETTING_PLACE,
                "setting '" + name + "' is not declared",
                near == null ? name + ": <default> in config/application.yaml" : "{{" + near + "}}");
    }

    private static boolean withoutDefault(YamlNode value) {
        return value.isScalar() && (value.isNull() || value.text().matches("(?s).*\\$\\{[^:}]+}.*"));
    }

    private static Stream<SourceFile> settings(Knowledge known) {
        return known.project().files(FileKind.SETTINGS);
    }

    private static boolean holds(SourceFile file, YamlNode node) {
        return file.root() != null
                && node.place().equals(file.root().place().replaceFirst(":\\d+$", ":" + node.line()));
    }
}
