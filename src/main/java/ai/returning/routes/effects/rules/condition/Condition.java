package ai.returning.routes.effects.rules.condition;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A condition over the fields of an event, such as {@code kind = 'deposit' and amount > 100}. Immutable. */
public final class Condition {
    /** Longest text of a condition. */
    public static final int MAX_LENGTH = 2_000;
    /** Deepest nesting of parentheses and {@code not}. */
    public static final int MAX_DEPTH = 20;

    private final String text;
    private final Part part;

    private Condition(String text, Part part) {
        this.text = text;
        this.part = part;
    }

    /**
     * Reads a condition.
     *
     * @param fields by name
     * @throws ConditionException for what the language does not have, an unknown field, or values that do not compare
     */
    public static Condition parse(String text, Map<String, Field> fields) throws ConditionException {
        return new Condition(text, new ConditionParser(text, fields).whole());
    }

    /** True only if it is certainly so: a comparison with a missing value is not. */
    public boolean holds(Map<String, ? extends @Nullable Object> values) {
        return part.truth(values) == Truth.TRUE;
    }

    /** Why it holds or not, by the values: {@code amount 50 is not > 100}. */
    public String because(Map<String, ? extends @Nullable Object> values) {
        return part.told(values);
    }

    /** The fields it reads. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        part.fields(fields);
        return fields;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** Its value in SQL: null for unknown. */
    @Nullable
    Boolean value(Map<String, ? extends @Nullable Object> values) {
        return switch (part.truth(values)) {
            case TRUE -> true;
            case FALSE -> false;
            case UNKNOWN -> null;
        };
    }
}
