package ai.returning.routes.effects.store;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Pieces of statements over the ledger, and what fits its columns. */
final class EffectSql {
    /** The clock of the database: leases go by it, so that several processes agree. */
    static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private EffectSql() {}

    static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    static @Nullable String clip(@Nullable String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }
}
