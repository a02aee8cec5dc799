package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of the state to the version of this program. */
final class Migrations {
    /** Of those who change the tables, one goes on; any number that nothing else locks by. */
    private static final long LOCK = 0x5241_4932_0001L;

    private Migrations() {}

    static boolean arePending(DataSource state, Dialect dialect) {
        return known(() -> flyway(state, dialect).info().pending().length > 0);
    }

    /** @throws RaiException STATE_UNAVAILABLE if it fails; PostgreSQL is then as it was before */
    static void run(DataSource state, Dialect dialect) {
        if (dialect == Dialect.POSTGRESQL && arePending(state, dialect)) {
            OneTransaction.with(
                    state, LOCK, joined -> known(() -> flyway(joined, dialect).migrate().success));
        } else {
            known(() -> flyway(state, dialect).migrate().success);
        }
    }

    private static Flyway flyway(DataSource state, Dialect dialect) {
        return Flyway.configure()
                .dataSource(state)
                .locations(
                        "classpath:db/common", "classpath:db/" + dialect.name().toLowerCase(Locale.ROOT))
                .placeholders(Map.of("blob", dialect.blobType()))
                .table("rai_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private static boolean known(BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (FlywayException e) {
            throw new RaiException(
                    ErrorCode.STATE_UNAVAILABLE,
                    "The state database cannot be brought to this version: "
                            + Redaction.clip(
                                    String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*-*", " "), 400)
                            + ". Nothing else was started.",
                    e);
        }
    }
}
