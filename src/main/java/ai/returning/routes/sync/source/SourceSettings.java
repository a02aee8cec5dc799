package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;

/**
 * How a database is read. Values come from {@code returning-ai.sources.<name>}; {@link #of} has the defaults.
 *
 * @param name how configuration and messages call the source
 * @param url JDBC URL
 * @param user empty if the URL or the database needs none
 * @param password empty if there is none
 * @param copy whether PostgreSQL is read by COPY
 * @param connectRetries further attempts after the first one failed to connect
 * @param firstBackoff wait before the first further attempt; doubles each time
 * @param longestBackoff where the doubling ends
 * @param connectLimit longest wait for a connection
 * @param statementLimit longest time the database may work on the query; zero for no limit
 * @param socketLimit longest silence of the database; zero for no limit
 * @param fetchRows rows a round trip of a cursor
 */
public record SourceSettings(
        String name,
        String url,
        String user,
        String password,
        Copy copy,
        int connectRetries,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration connectLimit,
        Duration statementLimit,
        Duration socketLimit,
        int fetchRows) {

    /** Whether PostgreSQL is read by COPY. */
    public enum Copy {
        /** By COPY where the database offers it, else by cursor. */
        AUTO,
        /** Always by cursor. */
        OFF
    }

    public SourceSettings {
        require(name, "connect-retries", connectRetries >= 0, connectRetries, "0 or more");
        require(name, "fetch-rows", fetchRows > 0, fetchRows, "1 or more");
        require(name, "first-backoff", !firstBackoff.isNegative(), firstBackoff, "0s or more");
        require(name, "longest-backoff", !longestBackoff.isNegative(), longestBackoff, "0s or more");
        require(name, "connect-limit", connectLimit.toMillis() >= 1, connectLimit, "more than 0s");
        require(name, "statement-limit", !statementLimit.isNegative(), statementLimit, "0s or more");
        require(name, "socket-limit", !socketLimit.isNegative(), socketLimit, "0s or more");
        JdbcUrl.check(name, url);
    }

    /** A source with the defaults: COPY where possible, five retries from 1 s to 15 s, ten minutes of silence. */
    public static SourceSettings of(String name, String url, String user, String password) {
        return new SourceSettings(
                name,
                url,
                user,
                password,
                Copy.AUTO,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofMinutes(10),
                5_000);
    }

    public SourceSettings withCopy(Copy value) {
        return new SourceSettings(
                name,
                url,
                user,
                password,
                value,
                connectRetries,
                firstBackoff,
                longestBackoff,
                connectLimit,
                statementLimit,
                socketLimit,
                fetchRows);
    }

    public SourceSettings withRetries(int retries, Duration first, Duration longest) {
        return new SourceSettings(
                name,
                url,
                user,
                password,
                copy,
                retries,
                first,
                longest,
                connectLimit,
                statementLimit,
                socketLimit,
                fetchRows);
    }

    public SourceSettings withLimits(Duration connect, Duration statement, Duration socket) {
        return new SourceSettings(
                name,
                url,
                user,
                password,
                copy,
                connectRetries,
                firstBackoff,
                longestBackoff,
                connect,
                statement,
                socket,
                fetchRows);
    }

    public SourceSettings withFetchRows(int rows) {
        return new SourceSettings(
                name,
                url,
                user,
                password,
                copy,
                connectRetries,
                firstBackoff,
                longestBackoff,
                connectLimit,
                statementLimit,
                socketLimit,
                rows);
    }

    /** How messages call the source: its name and its URL without parameters. */
    String shown() {
        return "Source " + name + " (" + JdbcUrl.shown(url) + ")";
    }

    /** Leaves out the password and the parameters of the URL. */
    @Override
    public String toString() {
        return shown() + " as " + (user.isEmpty() ? "no user" : user);
    }

    private static void require(String source, String key, boolean holds, Object value, String rule) {
        if (!holds) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "Source " + source + ": " + key + " is " + value + " but must be " + rule + ".");
        }
    }
}
