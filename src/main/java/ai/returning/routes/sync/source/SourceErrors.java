package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what drivers report into errors that a person can act on, without secrets and personal values. */
final class SourceErrors {
    private static final int LONGEST_REASON = 300;

    /** Wrong user, wrong password, no access from here, no such database. */
    private static final Set<String> REFUSED_LOGIN = Set.of("08004", "90013", "90146");

    /** By class: connection, resources, rolled back by the server, system. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "40", "58");

    /** PostgreSQL shutting down, crashed or starting; H2 locked, broken, closed while in use or closed. */
    private static final Set<String> UNAVAILABLE_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "90020", "90067", "90121", "90098", "HY000", "HYT00");

    /** Databases that say it by their own number: a wrong login, an unknown database. */
    private static final Map<Dialect, Set<Integer>> REFUSED_LOGIN_NUMBERS = Map.of(
            Dialect.SQL_SERVER, Set.of(18456, 4060),
            Dialect.MYSQL, Set.of(1044, 1045, 1049),
            Dialect.MARIADB, Set.of(1044, 1045, 1049),
            Dialect.OTHER, Set.of(1017));

    private static final Set<String> VALUE_CLASSES = Set.of("22", "23");
    private static final Pattern QUOTED = Pattern.compile("([\"'])([^\"']*)\\1");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password|pwd)=[^;&\\s]*");

    private final SourceSettings settings;
    private final Dialect dialect;

    SourceErrors(SourceSettings settings, Dialect dialect) {
        this.settings = settings;
        this.dialect = dialect;
    }

    /**
     * Whether a later attempt may succeed: the database could not be reached or is not ready. A query that took too
     * long would take as long again.
     */
    boolean worthAnotherAttempt(SQLException e, boolean connected) {
        return isUnavailable(e) && !isTimeLimit(e) && !(connected && isSilence(e));
    }

    /** After the last attempt to open the query failed. */
    RaiException opening(SQLException e, int attempts, boolean connected, String query) {
        String shown = settings.shown();
        if (isRefusedLogin(e)) {
            return refused(
                    shown + " refuses " + (settings.user().isEmpty() ? "the login" : "user " + settings.user()) + ": "
                            + reason(e) + ". Check user, password and database name.",
                    e);
        }
        if (isTimeLimit(e)) {
            return unavailable(timeLimit(shown), e);
        }
        if (connected && isSilence(e)) {
            return unavailable(silence(0), e);
        }
        if (isUnavailable(e)) {
            return unavailable(
                    shown + " cannot be reached after " + attempts + (attempts == 1 ? " attempt" : " attempts")
                            + "; the last one ended with: " + reason(e)
                            + ". Check that the database is up and that host and port are right.",
                    e);
        }
        return refused(shown + " refuses the query" + place(e, query) + ": " + reason(e) + ". Correct the query.", e);
    }

    /** After {@code rows} rows had been read. */
    RaiException reading(SQLException e, long rows) {
        String shown = settings.shown();
        if (isTimeLimit(e)) {
            return unavailable(timeLimit(shown) + " " + rows + " rows had been read.", e);
        }
        if (isSilence(e)) {
            return unavailable(silence(rows), e);
        }
        if (isUnavailable(e)) {
            return unavailable(
                    shown + " broke off after " + rows + " rows: " + reason(e) + ". Start the run again.", e);
        }
        return refused(
                shown + " reported an error after " + rows + " rows: " + reason(e) + ". Correct the query or the data.",
                e);
    }

    private String timeLimit(String shown) {
        return shown + " cancelled the query, which took longer than its statement limit of "
                + settings.statementLimit() + " or was ended by an administrator.";
    }

    private String silence(long rows) {
        return settings.shown() + " sent nothing for " + settings.socketLimit() + " (its socket limit) after " + rows
                + " rows. Check the network and the load of the database, or raise the limit.";
    }

    private boolean isRefusedLogin(SQLException e) {
        String state = state(e);
        return state.startsWith("28")
                || state.startsWith("3D")
                || REFUSED_LOGIN.contains(state)
                || REFUSED_LOGIN_NUMBERS.getOrDefault(dialect, Set.of()).contains(e.getErrorCode());
    }

    private static boolean isTimeLimit(SQLException e) {
        return state(e).equals("57014") || e instanceof SQLTimeoutException && !hasCause(e, IOException.class);
    }

    private boolean isUnavailable(SQLException e) {
        String state = state(e);
        if (isRefusedLogin(e)) {
            return false;
        }
        return isTimeLimit(e)
                || state.length() >= 2 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2))
                || UNAVAILABLE_STATES.contains(state)
                || hasCause(e, IOException.class);
    }

    private static boolean isSilence(SQLException e) {
        return hasCause(e, SocketTimeoutException.class);
    }

    private static boolean hasCause(Throwable e, Class<? extends IOException> type) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** What the database said, on one line. */
    private String reason(SQLException e) {
        ServerErrorMessage server = server(e);
        String said = server == null ? String.valueOf(e.getMessage()) : said(server);
        // H2 repeats the statement.
        int statement = said.indexOf("; SQL statement:");
        String text = statement < 0 ? said : said.substring(0, statement);
        if (state(e).length() == 5 && VALUE_CLASSES.contains(state(e).substring(0, 2))) {
            text = QUOTED.matcher(text).replaceAll(SourceErrors::masked);
        }
        return Redaction.clip(withoutSecrets(text).strip().replaceAll("\\.$", ""), LONGEST_REASON);
    }

    private static String said(ServerErrorMessage server) {
        String hint = server.getHint();
        return server.getMessage() + (hint == null ? "" : " (" + hint + ")");
    }

    private static String masked(MatchResult quoted) {
        String mask = quoted.group(1) + Redaction.person(quoted.group(2)) + quoted.group(1);
        return Matcher.quoteReplacement(mask);
    }

    private String withoutSecrets(String text) {
        String cleared = text.replace(settings.url(), JdbcUrl.shown(settings.url()));
        if (!settings.password().isEmpty()) {
            String whole = "(?<!\\w)" + Pattern.quote(settings.password()) + "(?!\\w)";
            cleared = cleared.replaceAll(whole, "***");
        }
        return PASSWORD.matcher(cleared).replaceAll("$1=***");
    }

    private static String place(SQLException e, String query) {
        ServerErrorMessage server = server(e);
        int position = server == null ? 0 : server.getPosition();
        return position > 0 && position <= query.length() ? " at line " + QueryText.line(query, position - 1) : "";
    }

    private static @Nullable ServerErrorMessage server(SQLException e) {
        return e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }

    /** The driver's exception stays out of the chain: its text may hold what was just taken out. */
    private static RaiException unavailable(String message, SQLException e) {
        return new RaiException(ErrorCode.SOURCE_UNAVAILABLE, message, new Origin(e));
    }

    private static RaiException refused(String message, SQLException e) {
        return new RaiException(ErrorCode.SOURCE_REFUSED, message, new Origin(e));
    }

    /** Where a driver failed, without what it said. */
    private static final class Origin extends Exception {
        private static final long serialVersionUID = 1L;

        Origin(SQLException e) {
            super(e.getClass().getName() + ", SQLState " + e.getSQLState() + ", number " + e.getErrorCode());
            setStackTrace(e.getStackTrace());
        }
    }
}
