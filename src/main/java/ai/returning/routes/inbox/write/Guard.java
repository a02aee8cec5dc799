package ai.returning.routes.inbox.write;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The table of a target that keeps which events were written. On PostgreSQL and H2 its key is the name of the event.
 * Other databases may take two names for one that differ by case, accent or blanks at the end, and have short keys: there
 * the key is a hash of the name, and the name stands beside it for people.
 */
final class Guard {
    /** By name. */
    static final String BY_NAME =
            "create table rai_applied_event (scope varchar(100) not null, event_key varchar(700) not"
                    + " null, applied_at timestamp default current_timestamp not null, primary key (scope, event_key))";

    private static final String BY_HASH =
            "create table rai_applied_key (key_hash char(64) not null, scope varchar(100) not null, event_key"
                    + " varchar(700) not null, applied_at %s default current_timestamp not null, primary key (key_hash))";

    private final boolean hashed;
    private final String create;
    /** A table by name that was made on such a database before; its names still count. */
    private boolean hasOlder;

    private Guard(boolean hashed, String create) {
        this.hashed = hashed;
        this.create = create;
    }

    static Guard of(Connection connection) throws SQLException {
        String product = String.valueOf(connection.getMetaData().getDatabaseProductName())
                .toLowerCase(Locale.ROOT);
        if (product.contains("postgresql") || product.equals("h2")) {
            return new Guard(false, BY_NAME);
        }
        // what is called timestamp there is no time
        String time = product.contains("sql server") ? "datetime2" : "timestamp";
        return new Guard(true, BY_HASH.formatted(time));
    }

    String table() {
        return hashed ? "rai_applied_key" : "rai_applied_event";
    }

    /** For those whose user may not create it. */
    String create() {
        return create;
    }

    boolean exists(Connection connection) throws SQLException {
        hasOlder = hashed && has(connection, "rai_applied_event");
        return has(connection, table());
    }

    private static boolean has(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1 from " + table + " where 1 = 0");
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (e instanceof SQLTransientException || !saysThatItIsNotThere(e)) {
                throw e;
            }
            return false;
        }
    }

    /** What cannot be asked just now may be there all the same. */
    private static boolean saysThatItIsNotThere(SQLException e) {
        return e.getSQLState() != null
                && (e.getSQLState().startsWith("42") || e.getSQLState().equals("S0002"));
    }

    /**
     * Marks a name within the transaction.
     *
     * @return false if it is marked already; the transaction is rolled back then. Two at once wait for each other here
     */
    boolean mark(Connection connection, String scope, String key, int seconds) throws SQLException {
        if (hasOlder && isInOlder(connection, scope, key, seconds)) {
            connection.rollback();
            return false;
        }
        String insert = hashed
                ? "insert into rai_applied_key (scope, event_key, key_hash) values (?, ?, ?)"
                : "insert into rai_applied_event (scope, event_key) values (?, ?)";
        try (PreparedStatement mark = connection.prepareStatement(insert)) {
            mark.setQueryTimeout(seconds);
            mark.setString(1, hashed ? plain(scope) : scope);
            mark.setString(2, hashed ? plain(key) : key);
            if (hashed) {
                mark.setString(3, hash(scope + "\n" + key));
            }
            mark.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("23")) {
                connection.rollback();
                return false;
            }
            throw e;
        }
    }

    /** As it was written, letter by letter, whatever the database takes for equal. */
    private static boolean isInOlder(Connection connection, String scope, String key, int seconds) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "select scope, event_key from rai_applied_event where scope = ? and event_key = ?")) {
            find.setQueryTimeout(seconds);
            find.setString(1, scope);
            find.setString(2, key);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    if (scope.equals(rows.getString(1)) && key.equals(rows.getString(2))) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For people alone, in letters that each character set has. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
