package ai.returning.routes.jdbc;

import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has PostgreSQL look at tables that have grown at once. Its own look comes a minute later at best, and until then a table
 * of a million rows is planned for as if it were small: each question for the next few events then sorts all of them.
 */
final class PostgresUpkeep implements Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresUpkeep.class);
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    /** Tables of this program that have half as many rows more than at the last look; small ones need none. */
    private static final String GROWN = """
            select quote_ident(s.relname) from pg_stat_user_tables s join pg_class c on c.oid = s.relid
            where s.schemaname = current_schema() and s.n_mod_since_analyze > 5000
                and s.n_mod_since_analyze > c.reltuples / 2 and pg_has_role(c.relowner, 'USAGE')
                and s.relname ~ '^(effect|inbox|sync|snapshot|quarantine|event_claim|identity|rule_verdict)'
            """;

    private final Jdbc jdbc;
    private final ScheduledExecutorService thread;

    private PostgresUpkeep(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread upkeep = new Thread(work, "state-upkeep");
            upkeep.setDaemon(true);
            return upkeep;
        });
    }

    static PostgresUpkeep start(Jdbc jdbc) {
        PostgresUpkeep upkeep = new PostgresUpkeep(jdbc);
        upkeep.thread.scheduleWithFixedDelay(
                upkeep::passOrWait, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        return upkeep;
    }

    /** A database that is away says so elsewhere. */
    private void passOrWait() {
        try {
            pass(jdbc);
        } catch (RaiException e) {
            LOG.debug("The tables of the state were not looked at: {}", e.getMessage());
        }
    }

    /** The tables that were looked at. */
    static List<String> pass(Jdbc jdbc) {
        List<String> grown = jdbc.list(GROWN, row -> row.getString(1));
        grown.forEach(table -> jdbc.execute("analyze (skip_locked) " + table));
        return grown;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
