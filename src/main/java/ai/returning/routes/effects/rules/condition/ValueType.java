package ai.returning.routes.effects.rules.condition;

/** What a value in a condition is; values of two types are never compared. */
public enum ValueType {
    /** {@link String}; only {@code =} and {@code <>}, for the order of texts differs between systems. */
    TEXT("a text"),
    /** {@link java.math.BigDecimal}, by value: 10 = 10.00. */
    NUMBER("a number"),
    /** {@link Boolean}. */
    BOOLEAN("true or false"),
    /** {@link java.time.Instant}. */
    TIMESTAMP("a timestamp");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
