package ai.returning.routes.sync.mapping;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The keys and values of one YAML map whose shape was checked; every complaint is MAPPING_INVALID with
 * {@code file:line}. */
final class Entries {
    private final YamlNode node;
    private final String what;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<String, YamlNode> keys = new LinkedHashMap<>();

    private Entries(YamlNode node, String what) {
        this.node = node;
        this.what = what;
        node.pairs().forEach(pair -> put(pair.getKey(), pair.getValue()));
    }

    private void put(YamlNode key, YamlNode value) {
        values.put(key.text(), value);
        keys.put(key.text(), key);
    }

    /** Any keys. */
    static Entries of(YamlNode node, String what) {
        return new Entries(node, what);
    }

    /** Only the known keys. */
    static Entries of(YamlNode node, String what, Collection<String> known) {
        Entries entries = new Entries(node, what);
        entries.only(known);
        return entries;
    }

    void only(Collection<String> known) {
        keys.forEach((key, place) -> {
            if (!known.contains(key)) {
                throw wrong(
                        place,
                        "'" + key + "' is not known in " + what + "." + Nearest.hint(key, known) + " Known: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    void forEach(BiConsumer<String, YamlNode> action) {
        values.forEach(action);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    YamlNode get(String key) {
        return values.get(key);
    }

    /** {@code file:line} of a key that is there. */
    String place(String key) {
        YamlNode at = keys.get(key);
        return (at == null ? node : at).place();
    }

    YamlNode require(String key) {
        YamlNode value = values.get(key);
        if (value == null) {
            throw wrong(node, "'" + key + "' is missing in " + what);
        }
        return value;
    }

    String text(String key) {
        YamlNode value = require(key);
        if (!value.isScalar() || value.isNull()) {
            throw wrong(value, "'" + key + "' of " + what + " must be one value");
        }
        return value.text();
    }

    /** One of some words. */
    String word(String key, Collection<String> words) {
        String word = text(key);
        if (!words.contains(word)) {
            throw wrong(
                    key,
                    "'" + word + "' is no " + key + " for " + what + "." + Nearest.hint(word, words) + " Possible: "
                            + String.join(", ", words));
        }
        return word;
    }

    /** A switch; off where it is not given. */
    boolean bool(String key) {
        return has(key) && Boolean.parseBoolean(text(key));
    }

    int integer(String key, int absent) {
        return has(key) ? Integer.parseInt(text(key)) : absent;
    }

    @Nullable
    BigDecimal number(String key) {
        if (!has(key)) {
            return null;
        }
        String text = text(key);
        if (!text.matches("-?[0-9]{1,38}(\\.[0-9]{1,38})?")) {
            throw wrong(key, "'" + key + "' of " + what + " must be a plain number, this is '" + text + "'");
        }
        return new BigDecimal(text);
    }

    TimeFormat timeFormat(String key, TimeFormat absent) {
        if (!has(key)) {
            return absent;
        }
        try {
            return TimeFormat.of(text(key));
        } catch (IllegalArgumentException e) {
            throw wrong(key, "'" + key + "' of " + what + " is no format: " + e.getMessage());
        }
    }

    /** An error at a key. */
    RaiException wrong(String key, String problem) {
        YamlNode at = values.get(key);
        return wrong(at == null || !at.isScalar() ? keys.getOrDefault(key, node) : at, problem);
    }

    static RaiException wrong(YamlNode at, String problem) {
        return at.wrong(ErrorCode.MAPPING_INVALID, problem);
    }
}
