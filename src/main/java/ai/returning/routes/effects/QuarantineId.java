package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.Locale;

/**
 * How people name an item: events {@code 17}, orders {@code order-5}, effects by their id, those that may have happened
 * twice {@code dup-} and the id.
 */
record QuarantineId(Kind kind, String rest, String typed) {
    /** What is named. */
    enum Kind {
        EVENT,
        ORDER,
        EFFECT,
        DOUBLE
    }

    private static final String ORDER = "order-";
    private static final String DOUBLE = "dup-";
    private static final String NUMBER = "\\d{1,11}";
    private static final String HEX = "[0-9a-f]{6,64}";

    /** @throws RaiException EFFECT_UNKNOWN if it is no id */
    static QuarantineId of(String typed) {
        String id = typed.strip().toLowerCase(Locale.ROOT);
        if (id.matches(NUMBER)) {
            return new QuarantineId(Kind.EVENT, id, typed);
        }
        if (id.matches(ORDER + NUMBER)) {
            return new QuarantineId(Kind.ORDER, id.substring(ORDER.length()), typed);
        }
        if (id.matches(DOUBLE + HEX)) {
            return new QuarantineId(Kind.DOUBLE, id.substring(DOUBLE.length()), typed);
        }
        if (id.matches(HEX)) {
            return new QuarantineId(Kind.EFFECT, id, typed);
        }
        throw new QuarantineId(Kind.EVENT, id, typed).unknown();
    }

    static String ofOrder(long number) {
        return ORDER + number;
    }

    static String ofDouble(String shortEffectId) {
        return DOUBLE + shortEffectId;
    }

    long number() {
        return Long.parseLong(rest);
    }

    RaiException unknown() {
        return new RaiException(
                ErrorCode.EFFECT_UNKNOWN,
                "The quarantine has no '" + typed + "', or several that begin so. ./rai quarantine list shows all.");
    }
}
