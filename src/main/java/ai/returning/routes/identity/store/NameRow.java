package ai.returning.routes.identity.store;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.KnownName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of {@code identity_name}. */
record NameRow(String user, KnownName name) {

    static NameRow read(ResultSet row) throws SQLException {
        return new NameRow(
                row.getString("user_key"),
                new KnownName(
                        UserKind.of(row.getString("kind")).orElseThrow(),
                        row.getString("shown"),
                        row.getString("source"),
                        Evidence.valueOf(row.getString("evidence").toUpperCase(Locale.ROOT)),
                        row.getLong("seen_at")));
    }

    static @Nullable Object[] values(String tenant, String user, KnownName name) {
        return new @Nullable Object[] {
            user,
            tenant,
            name.kind().word(),
            name.key(),
            name.key(),
            name.value(),
            name.source(),
            name.evidence().name().toLowerCase(Locale.ROOT),
            name.seenAt()
        };
    }
}
