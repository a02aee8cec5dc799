package ai.returning.routes.effects;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A limit that several effects share. An effect beyond it is held until a person approves it.
 *
 * @param scope names what is counted together, such as {@code flow|2026-11-21|4417}; at most 500 characters
 * @param words the limit for people, such as {@code 5 a user and day}
 * @param mostCount effects; 0 for any number
 * @param mostAmount sum of the amounts without their signs; empty for any
 * @param lasting whether it counts for ever; else what was taken may be forgotten once it is not used any more
 */
public record Cap(String scope, String words, long mostCount, Optional<BigDecimal> mostAmount, boolean lasting) {
    /** Refuses what the ledger cannot keep. */
    public Cap {
        Fits.require("scope of a cap", scope, Fits.SCOPE);
        mostAmount.ifPresent(most -> Fits.require("amount of a cap", most));
    }

    /** One that counts for ever. */
    public Cap(String scope, String words, long mostCount, Optional<BigDecimal> mostAmount) {
        this(scope, words, mostCount, mostAmount, true);
    }
}
