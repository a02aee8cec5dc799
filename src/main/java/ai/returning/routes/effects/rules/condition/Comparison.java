package ai.returning.routes.effects.rules.condition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How two values of one type are compared. */
enum Comparison {
    EQUAL("="),
    UNEQUAL("<>"),
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    static Optional<Comparison> of(String sign) {
        String known = sign.equals("!=") ? "<>" : sign;
        return Arrays.stream(values()).filter(one -> one.sign.equals(known)).findFirst();
    }

    boolean needsOrder() {
        return this != EQUAL && this != UNEQUAL;
    }

    boolean holds(Object left, Object right) {
        int order = order(left, right);
        return switch (this) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    /** Both are of one type: that was checked when the condition was read. */
    private static int order(Object left, Object right) {
        if (left instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) right);
        }
        if (left instanceof Instant moment) {
            return moment.compareTo((Instant) right);
        }
        return left.equals(right) ? 0 : 1;
    }
}
