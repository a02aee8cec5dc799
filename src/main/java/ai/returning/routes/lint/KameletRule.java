package ai.returning.routes.lint;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** A Kamelet has its frame, tells its users what they need to know, and declares what its template uses. */
final class KameletRule implements Rule {
    @Override
    public void check(Project project, Findings findings) {
        project.files(FileKind.KAMELET)
                .flatMap(file -> KameletView.of(file).stream())
                .forEach(kamelet -> check(kamelet, findings));
    }

    private static void check(KameletView kamelet, Findings findings) {
        for (Misfit misfit : KameletShape.shape().misfits(kamelet.root())) {
            findings.add(kamelet.file(), misfit.where(), rule(misfit), misfit.problem(), misfit.advice());
        }
        new KameletDetails(kamelet, findings).check();
        kamelet.template().ifPresent(template -> places(kamelet, template, findings));
    }

    private static RuleName rule(Misfit misfit) {
        return switch (misfit.kind()) {
            case UNKNOWN_KEY -> RuleName.UNKNOWN_KEY;
            case MISSING_KEY -> RuleName.MISSING_KEY;
            case WRONG_VALUE -> RuleName.WRONG_TYPE;
        };
    }

    private static void places(KameletView kamelet, YamlNode template, Findings findings) {
        Map<String, YamlNode> declared = kamelet.propertyKeys();
        Set<String> used = new HashSet<>();
        scalars(template).forEach(node -> {
            Matcher places = Places.PLACE.matcher(node.text());
            while (places.find()) {
                String name = places.group(1);
                used.add(name);
                // A name with a dot is one of the settings, a default makes the place optional.
                if (!declared.containsKey(name) && !name.contains(".") && !isFilled(places)) {
                    String near = Nearest.of(name, declared.keySet());
                    findings.add(
                            kamelet.file(),
                            node,
                            RuleName.KAMELET_UNDECLARED_PROPERTY,
                            "{{" + name + "}} is not a property of this Kamelet",
                            near == null ? "'" + name + "' below properties" : "{{" + near + "}}");
                }
            }
        });
        declared.forEach((name, key) -> {
            if (!used.contains(name)) {
                findings.add(
                        kamelet.file(),
                        key,
                        RuleName.KAMELET_UNUSED_PROPERTY,
                        "the template does not use '" + name + "'",
                        "{{" + name + "}} in the template, or remove the property");
            }
        });
    }

    /** A default fills a place, and one with a question mark may stay empty. */
    private static boolean isFilled(Matcher place) {
        return place.group(2) != null || place.group().startsWith("{{?");
    }

    private static List<YamlNode> scalars(YamlNode node) {
        if (node.isMap()) {
            return node.pairs().stream()
                    .flatMap(pair -> scalars(pair.getValue()).stream())
                    .toList();
        }
        if (node.isList()) {
            return node.items().stream().flatMap(item -> scalars(item).stream()).toList();
        }
        return Optional.of(node).stream().toList();
    }
}
