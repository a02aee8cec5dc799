package ai.returning.routes.effects.rules.condition;

import java.util.List;

/**
 * A field that a condition may read.
 *
 * @param words the only texts it can hold; empty for any
 */
public record Field(ValueType type, List<String> words) {
    /** Copies the words. */
    public Field {
        words = List.copyOf(words);
    }
}
