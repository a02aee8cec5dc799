package ai.returning.routes.jdbc;

import ai.returning.routes.jdbc.Migrations.Stage;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens a state database: checks that it is durable and brings it to this version. */
final class StateOpening {
    private static final int H2_FILE_LOCKED = 90020;
    private static final int H2_FILE_CORRUPT = 90030;
    /**
     * A process that is held still within a transaction (a frozen machine) must not keep its locks: nobody could take
     * its run over. Somebody's own setting stays.
     */
    private static final String LET_GO_OF_LOCKS =
            "select set_config('idle_in_transaction_session_timeout', '20s', false)"
                    + " where current_setting('idle_in_transaction_session_timeout') = '0'";

    private final StateSettings settings;
    private final Duration patience;
    private final Dialect dialect;

    StateOpening(StateSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        this.dialect = Dialect.of(settings.url());
    }

    StateDatabase open() {
        HikariDataSource pool = durable(settings);
        Stage stage = orClosed(pool, this::stage);
        Optional<Path> file = orClosed(pool, this::file);
        if (stage == Stage.BEHIND && file.isPresent()) {
            closeFile(pool);
            return orClosed(upgraded(file.get()), this::ready);
        }
        return orClosed(migrated(pool, stage), this::ready);
    }

    private Stage stage(HikariDataSource pool) {
        return Migrations.stage(pool, dialect);
    }

    /** The H2 file, without its ending. */
    private Optional<Path> file(HikariDataSource pool) {
        if (dialect != Dialect.H2 || settings.url().matches("jdbc:h2:(tcp|ssl):.*")) {
            return Optional.empty();
        }
        return new Jdbc(pool, dialect)
                .one("select database_path()", row -> Optional.ofNullable(row.getString(1)))
                .flatMap(path -> path)
                .map(Path::of);
    }

    private HikariDataSource upgraded(Path file) {
        try (H2Upgrade upgrade = H2Upgrade.begin(file)) {
            HikariDataSource pool = durable(settings);
            Stage stage = orClosed(pool, this::stage);
            if (stage != Stage.BEHIND) {
                return migrated(pool, stage); // somebody else was faster while the file was free
            }
            closeFile(pool);
            upgrade.run(this::change);
            return durable(settings);
        }
    }

    private HikariDataSource migrated(HikariDataSource pool, Stage stage) {
        return orClosed(pool, open -> {
            Migrations.run(open, dialect, stage);
            return open;
        });
    }

    private void change(Path copy) {
        closeFile(migrated(durable(settings.at(copy)), Stage.BEHIND));
    }

    /** Whoever had it stay open behind its last connection once, has it so until told otherwise. */
    private void closeFile(HikariDataSource pool) {
        try (pool) {
            new Jdbc(pool, dialect).execute("set db_close_delay 0");
        }
    }

    private StateDatabase ready(HikariDataSource pool) {
        StateHolder.note(settings.url());
        return new StateDatabase(pool, dialect, upkeep(pool));
    }

    private Optional<? extends Upkeep> upkeep(HikariDataSource pool) {
        return switch (dialect) {
            case H2 -> H2Upkeep.start(pool);
            case POSTGRESQL -> Optional.of(PostgresUpkeep.start(new Jdbc(pool, dialect)));
        };
    }

    private HikariDataSource durable(StateSettings of) {
        HikariDataSource pool = connect(of, patience);
        return orClosed(pool, open -> {
            if (dialect == Dialect.H2) {
                checkDurable(new Jdbc(open, dialect));
            }
            return open;
        });
    }

    private static <T> T orClosed(HikariDataSource pool, Function<HikariDataSource, T> step) {
        boolean done = false;
        try {
            T result = step.apply(pool);
            done = true;
            return result;
        } finally {
            if (!done) {
                pool.close();
            }
        }
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
