package ai.returning.routes.effects.rules;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What holds effects back.
 *
 * @param above one effect moves more than this
 * @param to one effect moves at most this
 * @param approveAbove beyond this a person approves
 * @param shared what several effects share
 * @param zone whose days count
 * @param place file and line
 */
record Limits(
        BigDecimal above,
        Optional<BigDecimal> to,
        Optional<BigDecimal> approveAbove,
        List<Shared> shared,
        ZoneId zone,
        String place) {
    /** What effects are counted together by. */
    enum Scope {
        USER_AND_DAY("a user and day"),
        USER("a user"),
        RUN("a run"),
        DAY("a day"),
        FLOW("the flow");

        private final String words;

        Scope(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Days and runs pass. */
        boolean lasting() {
            return this == USER || this == FLOW;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A limit that effects share.
     *
     * @param count most effects; 0 for any number
     * @param amount most in sum; empty for any
     */
    record Shared(Scope scope, long count, Optional<BigDecimal> amount) {}
}
