package ai.returning.routes.flowtest;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two JSON values, one line for each place. */
final class Differences {
    /** Stands for any value that is there. */
    static final String ANY = "*";

    private static final int LONGEST = 300;

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static List<String> of(String path, JsonNode expected, JsonNode got) {
        Differences differences = new Differences();
        differences.compare(path, expected, got);
        return differences.found;
    }

    /** Texts by name. */
    static List<String> ofTexts(String path, Map<String, String> expected, Map<String, String> got) {
        return of(path, Json.MAPPER.valueToTree(expected), Json.MAPPER.valueToTree(got));
    }

    private void compare(String path, JsonNode expected, JsonNode got) {
        if (expected.isTextual() && expected.textValue().equals(ANY) && !got.isMissingNode() && !got.isNull()) {
            return;
        }
        if (expected.isObject() && got.isObject()) {
            objects(path, expected, got);
        } else if (expected.isArray() && got.isArray()) {
            arrays(path, expected, got);
        } else if (!same(expected, got)) {
            found.add(path + ": expected " + text(expected) + ", got " + text(got));
        }
    }

    private void objects(String path, JsonNode expected, JsonNode got) {
        Set<String> names = new LinkedHashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        Set<String> more = new TreeSet<>();
        got.fieldNames().forEachRemaining(more::add);
        more.removeAll(names);
        for (String name : names) {
            JsonNode value = got.path(name);
            if (value.isMissingNode()) {
                String near = Nearest.of(name, more);
                found.add(path + "." + name + ": expected " + text(expected.get(name)) + ", got nothing"
                        + (near == null ? "" : "; but there is " + near + ": " + text(got.get(near))));
            } else {
                compare(path + "." + name, expected.get(name), value);
            }
        }
        more.forEach(name -> found.add(path + "." + name + ": expected nothing, got " + text(got.get(name))));
    }

    private void arrays(String path, JsonNode expected, JsonNode got) {
        for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
            String place = path + "[" + i + "]";
            if (i >= got.size()) {
                found.add(place + ": expected " + text(expected.get(i)) + ", got nothing");
            } else if (i >= expected.size()) {
                found.add(place + ": expected nothing, got " + text(got.get(i)));
            } else {
                compare(place, expected.get(i), got.get(i));
            }
        }
    }

    private static boolean same(JsonNode expected, JsonNode got) {
        if (expected.isNumber() && got.isNumber()) {
            return expected.decimalValue().compareTo(got.decimalValue()) == 0;
        }
        boolean nothing = expected.isNull() && (got.isMissingNode() || got.isNull());
        return nothing || expected.equals(got);
    }

    static String text(JsonNode node) {
        String text = node instanceof MissingNode ? "nothing" : node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
