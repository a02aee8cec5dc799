package ai.returning.routes.lint.data;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.known.Expr;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a route reads headers and variables by name. */
final class NameReads {
    /** @param node where the name stands */
    record Read(String name, YamlNode node) {}

    private final String language;
    private final Pattern form;

    private NameReads(String language, String prefix) {
        this.language = language;
        this.form = Pattern.compile("\\$\\{(?:[\\w]+\\([^}]*?)?(?:" + prefix + ")(?:\\.|\\?\\.|:|\\[['\"]?)([A-Za-z_][\\w.:-]*)");
    }

    static NameReads headers() {
        return new NameReads("header", "(?:in\\.)?headers?");
    }

    static NameReads variables() {
        return new NameReads("variable", "variables?");
    }

    List<Read> in(RouteView route) {
        List<Read> reads = new ArrayList<>();
        for (Expr expression : Expressions.of(route)) {
            if (expression.language().equals("simple")) {
                text(expression.text(), expression.node(), reads);
            } else if (expression.language().equals(language)
                    && !expression.text().isBlank()) {
                reads.add(new Read(expression.text().strip(), expression.node()));
            }
        }
        route.walk().forEach(step -> step.endpoint().ifPresent(use -> options(use, reads)));
        return reads;
    }

    private void options(EndpointUse use, List<Read> reads) {
        use.values().forEach((name, text) -> text(text, use.options().getOrDefault(name, use.where()), reads));
    }

    private void text(String text, YamlNode node, List<Read> reads) {
        Matcher matcher = form.matcher(text);
        while (matcher.find()) {
            reads.add(new Read(matcher.group(1), node));
        }
    }
}
