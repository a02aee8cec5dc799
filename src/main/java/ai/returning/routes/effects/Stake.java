package ai.returning.routes.effects;

import java.math.BigDecimal;

/**
 * What an effect moves.
 *
 * @param amount signed; never rounded
 * @param unit currency or point, such as {@code premium_currency}
 */
public record Stake(BigDecimal amount, String unit) {
    /** Refuses what the ledger cannot keep. */
    public Stake {
        Fits.require("amount", amount);
        Fits.require("unit", unit, Fits.UNIT);
    }
}
