package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a failure of the database means. */
final class SqlFailure {
    /** Serialisation failure, deadlock (PostgreSQL), lock time-out (H2): the same transaction may pass the next time. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "HYT00");

    private static final int WORDS = 300;

    private SqlFailure() {}

    /** The failure in words, without the values that were to be written. */
    static RaiException of(SQLException e) {
        SQLException first = root(e);
        String state = String.valueOf(first.getSQLState());
        boolean away = isAway(first, state);
        return new RaiException(
                away ? ErrorCode.STATE_UNAVAILABLE : ErrorCode.STATE_WRITE_FAILED,
                "The state database " + (away ? "does not answer" : "refused a statement") + ": " + words(first)
                        + " (SQLState " + state + ").",
                e);
    }

    private static boolean isAway(SQLException e, String state) {
        return state.startsWith("08")
                || state.startsWith("57")
                || e instanceof SQLTransientException && !PASSING.contains(state);
    }

    /** True if the database ended the transaction for the sake of another one. */
    static boolean mayPass(RaiException failure) {
        return failure.getCause() instanceof SQLException e && PASSING.contains(String.valueOf(root(e).getSQLState()));
    }

    /** A batch names its statement with all values; what went wrong stands behind it. */
    private static SQLException root(SQLException e) {
        return e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
    }

    private static String words(SQLException e) {
        String line = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
        // H2 quotes the value and the statement
        String plain = line.replaceAll("; SQL statement:.*", "").replaceAll("'[^']*'?", "'...'");
        return Redaction.text(plain, WORDS);
    }
}
