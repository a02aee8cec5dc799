package ai.returning.routes.lint.settings;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.lint.known.OptionFacts;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A password, key or token written into a file. The value is never shown. */
public final class Secrets implements Check {
    private static final List<FileKind> KINDS =
            List.of(FileKind.ROUTE, FileKind.KAMELET, FileKind.SETTINGS, FileKind.MAPPING, FileKind.SQL);
    /** Names whose value is a secret. */
    private static final Pattern NAME = Pattern.compile("(?i)(.*[-_.])?(password|passwd|pwd|passphrase|secret|token|api-?key"
            + "|access-?key|private-?key|system-?key|signing-?key|webhook-key|credentials?)");
    /** The same in camel case, as options of endpoints have it. */
    private static final Pattern OPTION =
            Pattern.compile(".*([pP]assword|[pP]assphrase|[sS]ecret|[tT]oken|[aA]piKey|[aA]ccessKey|[pP]rivateKey)");

    /** The catalog counts them as secret; alone they open nothing. */
    private static final Pattern PUBLIC = Pattern.compile("(?i).*(user|username|userId|clientId|domain|host)");

    private static final Pattern IN_TEXT = Pattern.compile("(?i)(?:[?&;]|\\b)(password|passwd|pwd|secret|token|api[_-]?key"
            + "|access[_-]?token|client[_-]?secret|authPassword)=(?![{$#]|RAW\\([{$])[^&;\\s\"']+");
    private static final Pattern IN_URL = Pattern.compile("://[^/\\s:@{}$]+:(?![{$])[^/\\s@]+@");
    private static final Pattern FORMS = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.|\\bghp_[A-Za-z0-9]{30,}"
            + "|(?i:\\b(bearer|basic) )(?![{$])[A-Za-z0-9+/._=-]{8,}");
    /** No shorter text holds a name and a secret. */
    private static final int SHORT = 8;

    private static final Pattern VARIABLE_DEFAULT = Pattern.compile("\\$\\{[^:}]+:?([^}]*)}");

    @Override
    public void check(Knowledge known, Findings findings) {
        for (FileKind kind : KINDS) {
            known.project().files(kind).forEach(file -> Optional.ofNullable(file.root())
                    .ifPresent(root -> texts(file, root, findings)));
        }
        known.project().files(FileKind.SETTINGS).forEach(file -> Optional.ofNullable(file.root())
                .ifPresent(root -> names(file, root, findings)));
        known.routes().forEach(route -> options(known, route, findings));
    }

    private static void texts(SourceFile file, YamlNode root, Findings findings) {
        Nodes.scalars(root).forEach(node -> {
            String text = node.text();
            if (text.length() > SHORT
                    && (text.contains("=") && IN_TEXT.matcher(text).find()
                            || text.contains("://") && IN_URL.matcher(text).find()
                            || FORMS.matcher(text).find())) {
                report(file, node, "a text", findings);
            }
        });
    }

    private static void names(SourceFile file, YamlNode root, Findings findings) {
        Nodes.each(root, (key, value) -> {
            if (key.isScalar()
                    && value.isScalar()
                    && !value.isNull()
                    && NAME.matcher(key.text()).matches()
                    && isLiteral(value.text())) {
                report(file, value, "'" + key.text() + "'", findings);
            }
        });
    }

    private static void options(Knowledge known, RouteView route, Findings findings) {
        route.walk().forEach(step -> step.endpoint().ifPresent(use -> use.values().forEach((name, text) -> {
            boolean secret = OPTION.matcher(name).matches() && !name.equals("pageToken")
                    || known.schemes()
                            .find(use.scheme())
                            .flatMap(facts -> facts.option(name))
                            .filter(OptionFacts::secret)
                            .filter(option -> !PUBLIC.matcher(option.name()).matches())
                            .isPresent();
            if (secret && isLiteral(text.replaceFirst("^RAW\\((.*)\\)$", "$1"))) {
                report(route.file(), use.options().getOrDefault(name, use.where()), "option '" + name + "'", findings);
            }
        })));
    }

    private static boolean isLiteral(String text) {
        String bare = VARIABLE_DEFAULT.matcher(text).replaceAll("$1").replaceAll("\\{\\{[^}]*}}", "");
        return !bare.isBlank() && !text.startsWith("#") && !bare.matches("true|false|[0-9]+(ms|s|m|h|d)?");
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
