package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Brings the tables of the state to the version of this program. */
final class Migrations {
    /** Of those who change the tables, one goes on; any number that nothing else locks by. */
    private static final long LOCK = 0x5241_4932_0001L;

    private Migrations() {}

    /** How far the tables are. */
    enum Stage {
        /** Of this version. */
        DONE,
        /** Of an earlier version, or none. */
        BEHIND,
        /** Changed by another version, or by hand: Flyway says whether that will do. */
        UNLIKE
    }

    static Stage stage(DataSource state, Dialect dialect) {
        return known(() -> stage(flyway(state, dialect).info()));
    }

    private static Stage stage(MigrationInfoService info) {
        if (info.pending().length > 0) {
            return Stage.BEHIND;
        }
        return Arrays.stream(info.all()).allMatch(Migrations::isAsShipped) ? Stage.DONE : Stage.UNLIKE;
    }

    private static boolean isAsShipped(MigrationInfo migration) {
        return switch (migration.getState()) {
            case BASELINE, BELOW_BASELINE -> true;
            case SUCCESS -> migration.isChecksumMatching();
            default -> false;
        };
    }

    /**
     * @param stage as just seen
     * @throws RaiException STATE_UNAVAILABLE if it fails; PostgreSQL is then as it was before
     */
    static void run(DataSource state, Dialect dialect, Stage stage) {
        switch (stage) {
            case DONE -> {}
            case UNLIKE -> migrate(state, dialect);
            case BEHIND -> {
                if (dialect == Dialect.POSTGRESQL) {
                    OneTransaction.with(state, LOCK, joined -> migrate(joined, dialect));
                } else {
                    migrate(state, dialect);
                }
            }
        }
    }

    private static void migrate(DataSource state, Dialect dialect) {
        known(() -> flyway(state, dialect).migrate());
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

    private static <T> T known(Supplier<T> step) {
        try {
            return step.get();
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
