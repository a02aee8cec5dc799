package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.core.JsonPointer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads typed values of the contract; an error names the line. */
final class Fields {
    private Fields() {}

    static String text(YamlNode parent, String key) {
        return parent.require(key).text();
    }

    static List<String> texts(YamlNode list) {
        return list.items().stream().map(YamlNode::text).toList();
    }

    /** A JSON pointer: empty, or one that starts with a slash. */
    static String pointer(YamlNode node) {
        try {
            return JsonPointer.compile(node.text()).toString();
        } catch (IllegalArgumentException e) {
            throw node.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "'" + node.text() + "' is not a JSON pointer: it must be empty or start with '/'");
        }
    }

    static String pointer(YamlNode parent, String key) {
        return pointer(parent.require(key));
    }

    static List<String> pointers(YamlNode list) {
        return list.items().stream().map(Fields::pointer).toList();
    }

    /** A word of {@code words}, written in lower case with hyphens. */
    static <E extends Enum<E>> E word(YamlNode node, Class<E> words) {
        List<String> known = Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int at = known.indexOf(node.text());
        if (at < 0) {
            throw unknown(node, node.text(), known);
        }
        return words.getEnumConstants()[at];
    }

    static boolean flag(YamlNode node) {
        if (!node.text().equals("true") && !node.text().equals("false")) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' must be true or false");
        }
        return node.text().equals("true");
    }

    /** A positive whole number. */
    static long number(YamlNode parent, String key) {
        YamlNode node = parent.require(key);
        try {
            long number = Long.parseLong(node.text());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' is not a whole number");
        }
        throw node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' must be above 0");
    }

    static int smallNumber(YamlNode parent, String key) {
        long number = number(parent, key);
        if (number > Integer.MAX_VALUE) {
            throw parent.require(key).wrong(ErrorCode.CONTRACT_INVALID, number + " is too large");
        }
        return (int) number;
    }

    /** The entry of {@code all} that {@code name} means. */
    static <T> T named(Map<String, T> all, YamlNode where, String name) {
        T found = all.get(name);
        if (found == null) {
            throw unknown(where, name, all.keySet());
        }
        return found;
    }

    private static RuntimeException unknown(YamlNode where, String name, Collection<String> known) {
        return where.wrong(
                ErrorCode.CONTRACT_INVALID,
                "'" + name + "' is not known here." + Nearest.hint(name, known) + " Known: "
                        + String.join(", ", known));
    }
}
