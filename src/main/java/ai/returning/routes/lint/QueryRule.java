package ai.returning.routes.lint;

import ai.returning.routes.lint.Fix.Edit;
import ai.returning.routes.support.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options in the query of a URI: a line each below {@code parameters:} is what reviews and editors can read. */
final class QueryRule implements Rule {
    /** Words a YAML reader may take for something else than text. */
    private static final Set<String> WORDS = Set.of("null", "yes", "no", "on", "off", "y", "n", "true", "false");

    @Override
    public void check(Project project, Findings findings) {
        project.routes().forEach(route -> route.walk().forEach(step -> check(route, step, findings)));
    }

    private static void check(RouteView route, Step step, Findings findings) {
        Optional<YamlNode> uri = step.endpoint().map(EndpointUse::where);
        if (uri.isPresent() && Uris.query(uri.get().text()) >= 0) {
            findings.add(
                    route.file(),
                    uri.get(),
                    RuleName.OLD_FORM,
                    "options stand in the query of the URI",
                    "parameters: with a line for each option",
                    fix(route.file(), step, uri.get()));
        }
    }

    private static Optional<Fix> fix(SourceFile file, Step step, YamlNode uri) {
        String text = uri.text();
        int at = Uris.query(text);
        String query = text.substring(at + 1);
        boolean clear = !query.contains("RAW(") && !query.contains("%") && !query.contains("#") && !query.contains("+");
        // A dynamic URI is taken apart only once its expression is filled in.
        if (!step.value().isMap() || step.value().isFlow() || step.name().equals("toD") || !clear) {
            return Optional.empty();
        }
        List<String> lines = lines(query);
        Optional<Map.Entry<YamlNode, YamlNode>> key = Keys.pair(step.value(), "uri");
        return lines.isEmpty() ? Optional.empty() : key.flatMap(pair -> edit(file, step, pair, text.substring(0, at), lines));
    }

    private static Optional<Fix> edit(
            SourceFile file, Step step, Map.Entry<YamlNode, YamlNode> uri, String path, List<String> lines) {
        int begin = file.begin(uri.getValue());
        int end = file.end(uri.getValue());
        if (file.text().substring(begin, end).contains("\n")) {
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(begin, end, path.matches("[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9/_.-]+") ? path : quoted(path)));
        Optional<YamlNode> parameters = Keys.value(step.value(), "parameters").filter(YamlNode::isMap);
        int column = uri.getKey().column();
        if (parameters.isEmpty()) {
            int at = Keys.endOfLine(file.text(), end);
            String inner = Blocks.lineAt(file, column + 2);
            String text = Blocks.lineAt(file, column) + "parameters:" + inner + String.join(inner, lines);
            edits.add(new Edit(at, at, text));
            return Optional.of(new Fix(edits));
        }
        if (parameters.get().isFlow() || parameters.get().pairs().isEmpty()) {
            return Optional.empty();
        }
        YamlNode first = parameters.get().pairs().get(0).getKey();
        String inner = Blocks.lineAt(file, first.column());
        int at = file.begin(first);
        edits.add(new Edit(at, at, String.join(inner, lines) + inner));
        return Optional.of(new Fix(edits));
    }

    private static List<String> lines(String query) {
        List<String> lines = new ArrayList<>();
        for (String part : query.split("&")) {
            int at = part.indexOf('=');
            if (at <= 0 || !part.substring(0, at).matches("[A-Za-z][A-Za-z0-9._-]*")) {
                return List.of();
            }
            String value = URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8);
            lines.add(part.substring(0, at) + ": " + written(value));
        }
        return lines;
    }

    private static String written(String value) {
        boolean plain = value.matches("true|false|0|[1-9]\\d{0,8}")
                || value.matches("[A-Za-z][A-Za-z0-9_./-]*") && !WORDS.contains(value.toLowerCase(java.util.Locale.ROOT));
        return plain ? value : quoted(value);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
