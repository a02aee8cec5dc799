package ai.returning.routes.sync.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Opens a query on PostgreSQL: by COPY, or by cursor where COPY is switched off or refused. */
final class PostgresSession {
    /** Feature not supported, syntax error, undefined object: how relatives of PostgreSQL refuse COPY. */
    private static final Set<String> COPY_REFUSED = Set.of("0A000", "42601");

    private final OpenQuery open;
    private final Connection connection;
    private final SourceSettings settings;

    PostgresSession(OpenQuery open, SourceSettings settings) {
        this.open = open;
        this.connection = open.connection();
        this.settings = settings;
    }

    RowCursor open(String query, long limit) throws SQLException {
        open.cancelBy(connection.unwrap(PGConnection.class)::cancelQuery);
        begin();
        SourceColumns columns = describe(query);
        if (settings.copy() == SourceSettings.Copy.AUTO) {
            RowCursor copy = copyUnlessRefused(columns, query, limit);
            if (copy != null) {
                return copy;
            }
            connection.rollback();
            begin();
        }
        return PostgresCursor.open(connection, columns, query, limit, settings.fetchRows());
    }

    /** Whether the database keeps bytes as they came in, without an encoding. */
    static boolean hasNoEncoding(PGConnection connection) {
        return "SQL_ASCII".equals(connection.getParameterStatus("server_encoding"));
    }

    private @Nullable RowCursor copyUnlessRefused(SourceColumns columns, String query, long limit) throws SQLException {
        try {
            return CopyCursor.open(connection, columns, query, limit);
        } catch (SQLException e) {
            if (COPY_REFUSED.contains(e.getSQLState())) {
                return null;
            }
            throw e;
        }
    }

    /** The settings hold for the transaction only, so that they are safe behind a connection pooler. */
    private void begin() throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY';"
                    + " SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex';"
                    + " SET LOCAL IntervalStyle = 'postgres'; SET LOCAL standard_conforming_strings = on;"
                    + " SET LOCAL idle_in_transaction_session_timeout = 0;"
                    + " SET LOCAL statement_timeout = "
                    + settings.statementLimit().toMillis());
        }
    }

    /** Asks for the columns without running the query. */
    private SourceColumns describe(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData result = statement.getMetaData();
            if (result == null) {
                throw new SQLException("The query gives no rows; a source runs a SELECT statement", "42601");
            }
            return ColumnTypes.of(result, Dialect.POSTGRESQL);
        }
    }
}
