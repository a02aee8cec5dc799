package ai.returning.routes.emulator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as a bulk file may hold them: an optional minus, digits, and a fraction where the field has one. */
final class Numbers {
    private static final int MAX_DIGITS = 60;

    private Numbers() {}

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "A number is digits with an optional minus and fraction, without grouping or exponent; xp and coins"
                    + " have no fraction.")
    @Assumed(why = "the form of numbers is not documented")
    static @Nullable BigDecimal parse(String text, boolean integer) {
        int digits = 0;
        int point = -1;
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && digits > 0 && !integer) {
                point = i;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                return null;
            }
        }
        boolean wellFormed = digits > 0 && digits <= MAX_DIGITS && point != text.length() - 1;
        return wellFormed ? new BigDecimal(text) : null;
    }
}
