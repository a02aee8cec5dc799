package ai.returning.routes.codec;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time a sender signed: whole seconds since 1970, as plain digits. */
final class SignedTime {
    private static final int MOST_DIGITS = 11;

    private SignedTime() {}

    /** @throws RefusedException if it is no such time, or further from now than the tolerance */
    static void check(String text, long now, Duration tolerance) throws RefusedException {
        boolean digits =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new RefusedException("the signed time is not a number of seconds");
        }
        long away = Math.abs(TimeUnit.MILLISECONDS.toSeconds(now) - Long.parseLong(text));
        if (away > tolerance.toSeconds()) {
            throw new RefusedException("the signed time is " + away + " s away, the limit is " + tolerance.toSeconds()
                    + " s; check the clocks of sender and receiver");
        }
    }
}
