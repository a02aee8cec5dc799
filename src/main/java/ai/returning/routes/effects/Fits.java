package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the tables of the ledger can keep. What does not fit is refused before it comes near a commit that others share.
 * Nothing here quotes a value: it may be a person's.
 */
public final class Fits {
    /** Longest key of an event, in characters. */
    public static final int EVENT_KEY = 400;
    /** Longest scope of a cap, in characters. */
    public static final int SCOPE = 500;
    /** Longest name of a rule, in characters. */
    public static final int RULE = 200;
    /** Longest unit of an amount, in characters. */
    public static final int UNIT = 100;

    static final int FLOW = 200;
    static final int PLACE = 400;
    static final int SUBJECT = 400;
    private static final int SCALE = 9;
    private static final int DIGITS_BEFORE = 29;

    private Fits() {}

    /** Why a text does not fit, as the end of a sentence; empty if it does. */
    public static Optional<String> problem(String text, int most) {
        if (text.length() > most) {
            return Optional.of("has " + text.length() + " characters; the ledger takes " + most);
        }
        return text.indexOf('\0') >= 0 ? Optional.of("holds a NUL character") : Optional.empty();
    }

    /** Why an amount does not fit, as the end of a sentence; empty if it does. */
    public static Optional<String> problem(BigDecimal amount) {
        // by its parts alone: written out, an amount such as 1E+100000000 has a hundred million digits
        long before = (long) amount.precision() - amount.scale();
        if (amount.signum() != 0 && before > DIGITS_BEFORE) {
            return Optional.of("has " + before + " digits before the point; the ledger takes " + DIGITS_BEFORE);
        }
        int scale = amount.stripTrailingZeros().scale();
        return scale > SCALE
                ? Optional.of("has " + scale + " digits behind the point; the ledger takes " + SCALE)
                : Optional.empty();
    }

    /** @throws RaiException EFFECT_UNGUARDED */
    static void require(String what, String text, int most) {
        problem(text, most).ifPresent(problem -> refuse(what, problem));
    }

    /** @throws RaiException EFFECT_UNGUARDED */
    static void require(String what, BigDecimal amount) {
        problem(amount).ifPresent(problem -> refuse(what, problem));
    }

    private static void refuse(String what, String problem) {
        throw new RaiException(
                ErrorCode.EFFECT_UNGUARDED, "The " + what + " of an effect " + problem + ". Nothing was sent.");
    }
}
