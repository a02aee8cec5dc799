package ai.returning.routes.lint.settings;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.lint.known.OptionFacts;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A password, key or token written into a file. The value is never shown. */
public final class Secrets implements Check {
    private static final List<FileKind> KINDS = List.of(
            FileKind.ROUTE, FileKind.KAMELET, FileKind.SETTINGS, FileKind.MAPPING, FileKind.RULES, FileKind.SQL);
    /** Names whose value is a secret. */
    private static final Pattern NAME =
            Pattern.compile("(?i)(.*[-_.])?(password|passwd|pwd|passphrase|secret|token|api-?key"
                    + "|access-?key|private-?key|system-?key|signing-?key|webhook-key|credentials?)");
    /** The same in camel case, as options of endpoints have it. */
    private static final Pattern OPTION =
            Pattern.compile(".*([pP]assword|[pP]assphrase|[sS]ecret|[tT]oken|[aA]piKey|[aA]ccessKey|[pP]rivateKey)");

    /** The catalog counts them as secret; alone they open nothing. */
    private static final Pattern PUBLIC = Pattern.compile("(?i).*(user|username|userId|clientId|domain|host)");

    /** What stands before a key in a header, and what the message brings. */
    private static final Pattern SCHEME = Pattern.compile("(?i)^\\s*(bearer|basic|apikey|token)\\b|\\$\\{[^}]*}");

    private static final Pattern VARIABLE_DEFAULT = Pattern.compile("\\$\\{[^:}]+:?([^}]*)}");

    @Override
    public void check(Knowledge known, Findings findings) {
        for (FileKind kind : KINDS) {
            known.project()
                    .files(kind)
                    .forEach(file -> Optional.ofNullable(file.root()).ifPresent(root -> texts(file, root, findings)));
        }
        known.project()
                .files(FileKind.SETTINGS)
                .forEach(file -> Optional.ofNullable(file.root()).ifPresent(root -> names(file, root, findings)));
        known.routes().forEach(route -> {
            options(known, route, findings);
            headers(route, findings);
        });
    }

    private static void texts(SourceFile file, YamlNode root, Findings findings) {
        if (SecretText.isOne("", root)) {
            report(file, root, "a text", findings);
        }
        Nodes.each(root, (key, value) -> {
            String name = key.isScalar() ? key.text() : "";
            List<YamlNode> texts = value.isScalar()
                    ? List.of(value)
                    : Nodes.items(value).stream().filter(YamlNode::isScalar).toList();
            texts.stream()
                    .filter(node -> SecretText.isOne(name, node))
                    .forEach(node -> report(file, node, "a text", findings));
        });
    }

    private static void names(SourceFile file, YamlNode root, Findings findings) {
        Nodes.each(root, (key, value) -> {
            if (key.isScalar()
                    && value.isScalar()
                    && !value.isNull()
                    && isSecretName(key.text())
                    && isLiteral(value.text())) {
                report(file, value, "'" + key.text() + "'", findings);
            }
        });
    }

    /** A token of a page is a place in a list. */
    private static boolean isSecretName(String name) {
        return NAME.matcher(name).matches() && !name.matches("(?i).*(page|next|continuation|cursor|sync)[-_]?token");
    }

    /** A header that carries a key, set to a constant. */
    private static void headers(RouteView route, Findings findings) {
        route.walk().filter(step -> step.name().equals("setHeader")).forEach(step -> {
            String name = step.option("name").orElse("");
            if (isSecretName(name) || name.equalsIgnoreCase("Authorization")) {
                Expressions.of(step).stream()
                        .filter(expression -> expression.language().matches("constant|simple"))
                        .filter(expression -> !SecretText.isOne("", expression.node()))
                        .filter(expression ->
                                isLiteral(SCHEME.matcher(expression.text()).replaceAll("")))
                        .forEach(expression ->
                                report(route.file(), expression.node(), "header '" + name + "'", findings));
            }
        });
    }

    private static void options(Knowledge known, RouteView route, Findings findings) {
        route.walk()
                .forEach(step -> known.endpoint(route, step)
                        .ifPresent(use -> use.values().forEach((name, text) -> {
                            boolean secret = OPTION.matcher(name).matches() && !name.equals("pageToken")
                                    || known.schemes()
                                            .find(use.scheme())
                                            .flatMap(facts -> facts.option(name))
                                            .filter(OptionFacts::secret)
                                            .filter(option -> !PUBLIC.matcher(option.name())
                                                    .matches())
                                            .isPresent();
                            if (secret && isLiteral(text.replaceFirst("^RAW\\((.*)\\)$", "$1"))) {
                                report(
                                        route.file(),
                                        use.options().getOrDefault(name, use.where()),
                                        "option '" + name + "'",
                                        findings);
                            }
                        })));
    }

    private static boolean isLiteral(String text) {
        String bare = VARIABLE_DEFAULT.matcher(text).replaceAll("$1").replaceAll("\\{\\{[^}]*}}", "");
        return !bare.isBlank()
                && !SettingVariables.isBroken(text)
                && !text.startsWith("#")
                && !bare.matches("true|false|none|off|[0-9]+(ms|s|m|h|d)?");
    }

    private static void report(SourceFile file, YamlNode node, String what, Findings findings) {
        findings.add(
                file,
                node,
                RuleName.SECRET_IN_CLEAR,
                what + " holds a secret in clear",
                file.kind() == FileKind.SETTINGS
                        ? "${NAME:}, and set the variable NAME in the environment"
                        : "{{a.setting}}, whose value in config/application.yaml is ${NAME:}");
    }
}
