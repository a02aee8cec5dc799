package ai.returning.routes.sync.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection and the query that runs on it, so that any thread can end both. */
final class OpenQuery {
    private static final Logger LOG = LoggerFactory.getLogger(OpenQuery.class);
    private static final long CANCEL_MILLIS = 400;
    private static final long CUT_MILLIS = 400;

    private final Connection connection;
    private volatile Step cancel = () -> {};

    OpenQuery(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** How the database is asked to stop what runs; may block for as long as the database can be reached. */
    void cancelBy(Step step) {
        cancel = step;
    }

    /** Ends the query in the middle, within a second, whatever state database and network are in. */
    void breakOff() {
        bounded("cancel", CANCEL_MILLIS, cancel);
        bounded("cut", CUT_MILLIS, this::cut);
    }

    /** Gives the connection back after the query has ended. */
    void endPolitely() {
        attempt("rollback", connection::rollback);
        attempt("close", connection::close);
    }

    /** Gives up a connection that failed. */
    void cut() {
        attempt("abort", () -> connection.abort(Runnable::run));
        // An embedded database ignores an abort.
        attempt("close", connection::close);
    }

    private static void bounded(String what, long millis, Step step) {
        Thread worker = new Thread(() -> attempt(what, step), "source-" + what);
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (worker.isAlive()) {
            LOG.debug("Source connection: {} takes long and is left to itself", what);
        }
    }

    private static void attempt(String what, Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            LOG.debug("Source connection: {} failed, SQLState {}", what, e.getSQLState());
        }
    }

    /** Something a driver does. */
    interface Step {
        void run() throws SQLException;
    }
}
