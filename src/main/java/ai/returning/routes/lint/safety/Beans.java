package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Beans that routes name are declared: under {@code beans} of a file, or as {@code camel.beans.<name>}. */
public final class Beans implements Check {
    private static final String SETTING = "camel.beans.";
    /** Those of the bundle. */
    private static final Set<String> OURS = Set.of("hubspot", "salesforce");

    private static final Set<String> KEYS = Set.of(
            "aggregationStrategy",
            "aggregationRepository",
            "idempotentRepository",
            "executorService",
            "timeoutCheckerExecutorService",
            "onPrepare",
            "onRedeliveryRef",
            "onExceptionOccurredRef",
            "redeliveryPolicyRef",
            "retryWhileRef",
            "routePolicy",
            "errorHandlerRef",
            "aggregateController",
            "comparator");
    /** Where classes of exceptions are named. */
    private static final Set<String> THROWN = Set.of("doCatch", "onException", "throwException");

    private static final Set<String> WITH_REF = Set.of("bean", "method", "process", "policy", "transacted");

    @Override
    public void check(Knowledge known, Findings findings) {
        Set<String> names = names(known);
        for (RouteView route : known.routes()) {
            Nodes.each(route.value(), (key, value) -> {
                String name = key.isScalar() ? key.text() : "";
                if (KEYS.contains(name) && value.isScalar()) {
                    named(route.file(), value, value.text(), names, findings);
                } else if (THROWN.contains(name)) {
                    // One of them, or the list of all that a step has.
                    thrown(route.file(), value, findings);
                    Nodes.items(value).forEach(item -> thrown(route.file(), item, findings));
                } else if (WITH_REF.contains(name) && value.isMap()) {
                    Nodes.find(value, "ref")
                            .filter(YamlNode::isScalar)
                            .ifPresent(ref -> named(route.file(), ref, ref.text(), names, findings));
                }
            });
            if (THROWN.contains(route.kind())) {
                thrown(route.file(), route.value(), findings);
            }
            route.walk()
                    .forEach(step -> step.endpoint()
                            .ifPresent(use -> use.values().forEach((option, text) -> {
                                if (text.startsWith("#")) {
                                    named(
                                            route.file(),
                                            use.options().getOrDefault(option, use.where()),
                                            text,
                                            names,
                                            findings);
                                }
                            })));
        }
    }

    private static Set<String> names(Knowledge known) {
        Set<String> names = new TreeSet<>(OURS);
        known.project().settings().names().stream()
                .filter(name -> name.startsWith(SETTING))
                .forEach(name -> names.add(name.substring(SETTING.length()).replaceFirst("[.\\[].*", "")));
        Stream.concat(known.project().files(FileKind.ROUTE), known.project().files(FileKind.KAMELET))
                .flatMap(file -> Optional.ofNullable(file.root()).stream())
                .flatMap(root -> Stream.concat(Nodes.items(root).stream(), Nodes.at(root, "spec", "template").stream()))
                .flatMap(holder -> Nodes.find(holder, "beans").stream())
                .flatMap(beans -> Nodes.items(beans).stream())
                .flatMap(bean -> Nodes.text(bean, "name").stream())
                .forEach(names::add);
        return names;
    }

    private static void named(SourceFile file, YamlNode where, String text, Set<String> names, Findings findings) {
        if (text.startsWith("#class:")) {
            type(file, where, text.substring("#class:".length()).replaceFirst("[(#].*", ""), findings);
            return;
        }
        if (text.contains("{{") || text.contains("${") || text.startsWith("#type:") || text.startsWith("#property:")) {
            return;
        }
        String name = text.replaceFirst("^#(bean:)?", "");
        if (!names.contains(name)) {
            String near = Nearest.of(name, names);
            findings.add(
                    file,
                    where,
                    RuleName.UNKNOWN_BEAN,
                    "bean '" + name + "' is not there",
                    near == null
                            ? "declare it under 'beans' of a file, or as " + SETTING + name + " in the settings"
                            : near);
        }
    }

    private static void thrown(SourceFile file, YamlNode value, Findings findings) {
        Stream.concat(
                        Nodes.find(value, "exception").stream().flatMap(list -> Nodes.items(list).stream()),
                        Nodes.find(value, "exceptionType").stream())
                .filter(name ->
                        name.isScalar() && !name.isNull() && !name.text().contains("{{"))
                .forEach(name -> type(file, name, name.text().strip(), findings));
    }

    private static void type(SourceFile file, YamlNode where, String type, Findings findings) {
        String resource = type.replace('.', '/') + ".class";
        if (Beans.class.getClassLoader().getResource(resource) == null) {
            findings.add(
                    file,
                    where,
                    RuleName.UNKNOWN_BEAN,
                    "class " + type + " is not part of this bundle",
                    "the full name of a class, or the name of a bean");
        }
    }
}
