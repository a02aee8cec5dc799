package ai.returning.routes.effects;

import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** What an item of a list, or another call, must show to be what one call does. */
final class Likeness {
    private static final int MOST_DIGITS = 30;
    private static final String DIGITS = "-?\\d{1,30}(\\.\\d{1,30})?";

    private final ReadBack way;
    private final JsonNode call;

    Likeness(ReadBack way, JsonNode call) {
        this.way = way;
        this.call = call;
    }

    /** False if the call leaves out what an item is known by. */
    boolean isKnown() {
        return way.same().values().stream().allMatch(pointer -> isPlain(call.at(pointer)));
    }

    /**
     * Whether an item shows what the call does.
     *
     * @throws RaiException CALL_UNREADABLE if it has another shape: it may be ours, or not
     */
    boolean matches(JsonNode item) {
        boolean all = true;
        for (Map.Entry<String, String> same : way.same().entrySet()) {
            JsonNode shown = item.at(same.getKey());
            if (!isPlain(shown)) {
                throw new RaiException(
                        ErrorCode.CALL_UNREADABLE,
                        way.operation() + " shows an entry with nothing that can be compared at '" + same.getKey()
                                + "'.");
            }
            all &= isSame(shown, call.at(same.getValue()));
        }
        return all;
    }

    /** Whether another call leaves items that look like those of this one. What one of them leaves out counts as equal. */
    boolean matchesCall(JsonNode other) {
        return Stream.of(way.same(), way.parameters(), way.body())
                .map(Map::values)
                .flatMap(Collection::stream)
                .allMatch(pointer -> isAlike(call.at(pointer), other.at(pointer)));
    }

    private static boolean isAlike(JsonNode one, JsonNode other) {
        return !isPlain(one) || !isPlain(other) || isSame(one, other);
    }

    private static boolean isPlain(JsonNode node) {
        return node.isValueNode() && !node.isNull();
    }

    /** Some hosts write numbers as text, and 10.0 as 10 or as 1E+1. */
    static boolean isSame(JsonNode one, JsonNode other) {
        return one.asText().equals(other.asText())
                || isNumber(one) && isNumber(other) && number(one).compareTo(number(other)) == 0;
    }

    /** True for a number, or its digits as text, that is short enough to be reckoned with. */
    static boolean isNumber(JsonNode node) {
        return node.isNumber() ? isShort(node) : node.asText().matches(DIGITS);
    }

    /** What {@link #isNumber} is true for. */
    static BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : new BigDecimal(node.asText());
    }

    /** A few characters such as 1E+999999 may stand for a million digits. */
    private static boolean isShort(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return false;
        }
        BigDecimal value = node.decimalValue();
        return Math.abs((long) value.scale()) <= MOST_DIGITS && value.precision() <= 2 * MOST_DIGITS;
    }
}
