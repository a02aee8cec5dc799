package ai.returning.routes.flowtest.mutation;

import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All one-place faults of a YAML file: of its keys, and of the values that decide something. */
final class YamlFaults {
    /** Words for people, which no machine can prove wrong. */
    private static final Set<String> PROSE = Set.of(
            "title",
            "description",
            "group",
            "example",
            "name_of_case",
            "camel.apache.org/kamelet.icon",
            "camel.apache.org/kamelet.support.level",
            "camel.apache.org/catalog.version",
            "camel.apache.org/provider",
            "camel.apache.org/kamelet.group",
            "camel.apache.org/kamelet.namespace");

    private final String file;
    private final String text;
    private final List<SeededFault> found = new ArrayList<>();

    private YamlFaults(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** @param below only what stands below one of these dotted paths; empty takes the whole file */
    static List<SeededFault> of(String file, String text, List<String> below) {
        YamlFaults faults = new YamlFaults(file, text);
        faults.walk("", "", Yaml.parse(file, text), below);
        return faults.found;
    }

    private void walk(String path, String key, YamlNode node, List<String> below) {
        boolean inside = below.isEmpty() || below.stream().anyMatch(prefix -> (path + ".").startsWith(prefix + "."));
        if (node.isMap()) {
            for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
                String name = pair.getKey().text();
                String place = path.isEmpty() ? name : path + "." + name;
                if (inside && !PROSE.contains(name) && !path.endsWith("examples")) {
                    misspelt(pair.getKey(), kindOfKey(path));
                    if (pair.getValue().isScalar()) {
                        gone(pair.getKey(), pair.getValue());
                    }
                }
                if (!PROSE.contains(name) && !name.equals("examples")) {
                    walk(place, name, pair.getValue(), below);
                }
            }
        } else if (node.isList()) {
            node.items().forEach(item -> walk(path, key, item, below));
        } else if (inside && !node.isNull()) {
            value(key, path, node);
        }
    }

    private static String kindOfKey(String path) {
        return path.endsWith("parameters") ? "option" : "key";
    }

    private void misspelt(YamlNode key, String kind) {
        add(kind, key, key.text(), Slips.swapped(key.text()));
        add(kind, key, key.text(), Slips.dropped(key.text()));
    }

    private void gone(YamlNode key, YamlNode value) {
        int begin = chars(key.begin());
        int lineStart = text.lastIndexOf('\n', begin) + 1;
        int lineEnd = text.indexOf('\n', chars(value.end()));
        String line = text.substring(lineStart, lineEnd + 1);
        // a dash before the key would go with it, and with the dash the item
        if (line.strip().startsWith(key.text()) && line.indexOf('\n') == line.length() - 1) {
            found.add(new SeededFault(file, key.line(), "left out", lineStart, lineEnd + 1, line, ""));
        }
    }

    private void value(String key, String path, YamlNode node) {
        String value = node.text();
        if (key.equals("uri")) {
            add("scheme", node, value, Slips.dropped(value.replaceFirst(":.*", "")) + value.replaceFirst("[^:]*", ""));
            add("operation", node, value, value.replaceFirst(":.*", ":") + Slips.swapped(value.replaceFirst("[^:]*:", "")));
            add("operation", node, value, value.contains("-sync:") ? value.replaceFirst(":.*", ":settle") : "returning-ai:getMessages");
        } else if (value.equals("true") || value.equals("false")) {
            add("policy", node, value, value.equals("true") ? "false" : "true");
            add("type", node, value, "\"maybe\"");
        } else if (value.matches("-?\\d+(\\.\\d+)?")) {
            add("type", node, value, "many");
            add("policy", node, value, value.equals("0") ? "1" : value.contains(".") ? "0" + value : value + "0");
        } else if (value.contains("${") || value.contains("{{")) {
            add("expression", node, value, value.replaceFirst("([a-zA-Z])([}\\]])", "$2"));
            add("expression", node, value, value.replaceFirst("\\{", ""));
        } else {
            words(key, path, node, value);
        }
    }

    private void words(String key, String path, YamlNode node, String value) {
        add(kindOf(key, path), node, value, Slips.swapped(value));
        Map<String, List<String>> other = Map.of(
                "type", List.of("integer", "text", "boolean", "date"),
                "nulls", List.of("clear", "refuse"),
                "operator", List.of("add"),
                "operation", List.of("bulkImportUsers", "getUserData"),
                "identifier", List.of("first_name"),
                "check", List.of("url"),
                "format", List.of("dd.MM.yyyy", "yyyy-dd-MM"),
                "from", List.of("email", "city"),
                "pattern", List.of("*"),
                "zone", List.of("Mars/Base"));
        for (String word : other.getOrDefault(key, List.of())) {
            if (!word.equals(value)) {
                add(key.equals("nulls") || key.equals("operator") ? "policy" : "type", node, value, word);
            }
        }
    }

    private static String kindOf(String key, String path) {
        return switch (key) {
            case "id", "name", "nodePrefixId", "routeConfigurationId", "flow" -> "id";
            case "nulls", "operator", "check" -> "policy";
            case "type", "format" -> "type";
            default -> path.contains("parameters") ? "option" : "value";
        };
    }

    private void add(String kind, YamlNode node, String before, String after) {
        int begin = chars(node.begin());
        int at = text.indexOf(before, begin);
        // quoted values keep their quotes; folded ones are left alone
        if (at >= begin && at <= begin + 1 && !before.equals(after) && !after.isEmpty()) {
            found.add(new SeededFault(file, node.line(), kind, at, at + before.length(), before, after));
        }
    }

    /** The index in chars of one in code points. */
    private int chars(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }
}
