package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Transition;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows of the ledger. */
final class EffectRow {
    private EffectRow() {}

    static Effect read(ResultSet row) throws SQLException {
        return new Effect(
                row.getString("effect_id"),
                row.getString("tenant"),
                row.getString("effect"),
                row.getString("business_key"),
                row.getString("subject"),
                row.getString("operation"),
                row.getString("content"),
                row.getString("content_hash"),
                Optional.ofNullable(row.getString("fence")),
                row.getString("flow"),
                row.getString("place"),
                EffectState.of(row.getString("state")),
                row.getInt("attempt"),
                row.getLong("version"),
                row.getString("admission"),
                row.getString("owner"),
                row.getLong("due_at"),
                row.getInt("looks"),
                optional(row, "sent_at"),
                row.getString("answer"),
                row.getString("reason"),
                row.getString("head"),
                row.getLong("position"),
                row.getLong("admitted_at"),
                row.getLong("changed_at"),
                new Effect.Origin(row.getString("rule"), row.getString("event_key")),
                stake(row),
                Lane.of(row.getString("lane")),
                carrier(row));
    }

    private static Optional<Stake> stake(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return amount == null
                ? Optional.empty()
                : Optional.of(new Stake(amount.stripTrailingZeros(), row.getString("unit")));
    }

    private static Optional<Effect.Carrier> carrier(ResultSet row) throws SQLException {
        String file = row.getString("file_id");
        return file == null ? Optional.empty() : Optional.of(new Effect.Carrier(file, row.getInt("file_row")));
    }

    static Transition readStep(ResultSet row) throws SQLException {
        return new Transition(
                row.getString("effect_id"),
                row.getInt("seq"),
                EffectState.of(row.getString("from_state")),
                EffectState.of(row.getString("to_state")),
                row.getInt("attempt"),
                row.getLong("at"),
                row.getString("node"),
                row.getString("why"),
                row.getString("hash"),
                optional(row, "seal"));
    }

    private static @Nullable Long optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
