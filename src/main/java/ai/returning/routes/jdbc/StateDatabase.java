package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The open state database, migrated and checked. */
public final class StateDatabase implements AutoCloseable {
    private static final int H2_FILE_LOCKED = 90020;
    private static final int H2_FILE_CORRUPT = 90030;
    /**
     * A process that is held still within a transaction (a frozen machine) must not keep its locks: nobody could take
     * its run over. Somebody's own setting stays.
     */
    private static final String LET_GO_OF_LOCKS =
            "select set_config('idle_in_transaction_session_timeout', '20s', false)"
                    + " where current_setting('idle_in_transaction_session_timeout') = '0'";

    private final HikariDataSource pool;
    private final Dialect dialect;
    private final Optional<H2Upkeep> upkeep;

    private StateDatabase(HikariDataSource pool, Dialect dialect, Optional<H2Upkeep> upkeep) {
        this.pool = pool;
        this.dialect = dialect;
        this.upkeep = upkeep;
    }

    /**
     * Opens, migrates and checks the database.
     *
     * @throws RaiException STATE_UNAVAILABLE, STATE_LOCKED if another process holds the H2 file, STATE_NOT_DURABLE if
     *     H2 would acknowledge commits before they are on disk
     */
    public static StateDatabase open(StateSettings settings) {
        // A server may still be starting; an H2 file is free or it is not.
        boolean file = Dialect.of(settings.url()) == Dialect.H2;
        return open(settings, Duration.ofSeconds(file ? 2 : 10));
    }

    /** Tries for as long as {@code patience} before it says that the database cannot be opened. */
    static StateDatabase open(StateSettings settings, Duration patience) {
        Dialect dialect = Dialect.of(settings.url());
        HikariDataSource pool = connect(settings, patience);
        try {
            if (dialect == Dialect.H2) {
                checkDurable(new Jdbc(pool, dialect));
            }
            migrate(pool, dialect);
            StateHolder.note(settings.url());
            return new StateDatabase(pool, dialect, dialect == Dialect.H2 ? H2Upkeep.start(pool) : Optional.empty());
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    public Jdbc jdbc() {
        return new Jdbc(pool, dialect);
    }

    /** Shows this process to the others on the database until it is closed, and them to it. */
    public Presence presence(String node) {
        return Presence.open(dialect == Dialect.POSTGRESQL ? pool : null, jdbc(), node);
    }

    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void close() {
        upkeep.ifPresent(H2Upkeep::close);
        pool.close();
    }

    private static HikariDataSource connect(StateSettings settings, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(
                settings.poolSize() + 1); // one shows that this process is there, or keeps the file tidy
        config.setMinimumIdle(1);
        config.setPoolName("state");
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(patience.toMillis());
        config.addDataSourceProperty("ApplicationName", "returning-ai-routes");
        if (settings.url().startsWith("jdbc:postgresql:")) {
            config.addDataSourceProperty("socketTimeout", "60");
            config.addDataSourceProperty("connectTimeout", "10");
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            // Blocks travel as bytes from the first statement on, not as hex digits until the fifth.
            config.addDataSourceProperty("prepareThreshold", "-1");
            config.setConnectionInitSql(LET_GO_OF_LOCKS);
        }
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw cannotOpen(settings, sqlCause(e), e);
        }
    }

    private static RaiException cannotOpen(StateSettings settings, @Nullable SQLException sql, Exception cause) {
        String where = settings.url().split("[?;]", 2)[0];
        if (sql != null && sql.getErrorCode() == H2_FILE_LOCKED) {
            return new RaiException(
                    ErrorCode.STATE_LOCKED,
                    "The state file " + where + " is held by " + StateHolder.of(settings.url())
                            + ". Stop the other service, ask it through './rai', or give this one its own RAI_DATA_DIR.",
                    cause);
        }
        if (sql != null && sql.getErrorCode() == H2_FILE_CORRUPT) {
            return new RaiException(
                    ErrorCode.STATE_UNAVAILABLE,
                    "The state file " + where + " is damaged (H2: " + firstLine(sql)
                            + "). It was left as it is: restore it from a backup, or move it away to start with empty"
                            + " state, after which every row is sent again.",
                    cause);
        }
        return new RaiException(
                ErrorCode.STATE_UNAVAILABLE,
                "The state database " + where + " cannot be opened as user '" + settings.user() + "': "
                        + (sql == null ? cause.getMessage() : firstLine(sql))
                        + ". Check STATE_DB_URL, STATE_DB_USER and STATE_DB_PASSWORD.",
                cause);
    }

    private static void checkDurable(Jdbc jdbc) {
        // The setting may be listed twice, as the database has it and as the URL gave it.
        List<String> delays = jdbc.list(
                "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'",
                row -> row.getString(1));
        if (delays.isEmpty() || !delays.stream().allMatch("0"::equals)) {
            throw new RaiException(
                    ErrorCode.STATE_NOT_DURABLE,
                    "H2 runs with WRITE_DELAY=" + String.join("/", delays)
                            + ", which loses acknowledged commits when the process is"
                            + " killed. Add ;WRITE_DELAY=0 to STATE_DB_URL.");
        }
    }

    private static void migrate(HikariDataSource pool, Dialect dialect) {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(
                            "classpath:db/common",
                            "classpath:db/" + dialect.name().toLowerCase(java.util.Locale.ROOT))
                    .placeholders(Map.of("blob", dialect.blobType()))
                    .table("rai_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
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

    private static @Nullable SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("no message")
                .replaceAll("\\.$", "");
    }
}
