package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.Jdbc;
import java.math.BigDecimal;
import java.util.Optional;

/** What values were before the calls that add to them, by effect and attempt. */
public final class Balances {
    private final Jdbc jdbc;

    Balances(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the value that was read before an attempt; the first one stays, for the call may have begun since.
     *
     * @param at milliseconds since 1970
     * @return false if one was kept already
     */
    public boolean keep(String effectId, int attempt, BigDecimal amount, long at) {
        return jdbc.update(
                        "insert into effect_balance (effect_id, attempt, amount, read_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing",
                        effectId,
                        attempt,
                        amount.toPlainString(),
                        at)
                == 1;
    }

    /** The value before an attempt; empty if it was not read. */
    public Optional<BigDecimal> before(String effectId, int attempt) {
        return jdbc.one(
                "select amount from effect_balance where effect_id = ? and attempt = ?",
                row -> new BigDecimal(row.getString(1)),
                effectId,
                attempt);
    }
}
