package ai.returning.routes.codec;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of a message. Names have no letter case; parameters of a URL are no headers. */
@FunctionalInterface
public interface MessageHeaders {
    /** All values of a header, in their order; empty if there is none. */
    List<String> all(String name);

    /**
     * The value of a header.
     *
     * @throws RefusedException if it is missing, or there twice: which of two counts would be a guess
     */
    default String only(String name) throws RefusedException {
        List<String> values = all(name);
        if (values.size() != 1) {
            throw new RefusedException(
                    values.isEmpty()
                            ? "header " + name + " is missing"
                            : "header " + name + " is there more than once");
        }
        return values.get(0);
    }

    /** Headers with one value each. */
    static MessageHeaders of(Map<String, String> values) {
        return name -> values.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .toList();
    }
}
