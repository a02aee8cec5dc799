package ai.returning.routes.sync.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Rows of a server-side cursor. The bytes of a cell in text mode are the very text that COPY would send, before its
 * escapes; they are never decoded.
 */
final class PostgresCursor implements RowCursor {
    private static final String BYTEA = "bytea";

    private final ResultSet rows;
    private final SourceColumns columns;
    private final boolean[] binary;

    private PostgresCursor(ResultSet rows, SourceColumns columns) throws SQLException {
        this.rows = rows;
        this.columns = columns;
        this.binary = binaryColumns(rows, columns.columns().size());
    }

    static PostgresCursor open(Connection connection, SourceColumns columns, String query, long limit, int fetchRows)
            throws SQLException {
        Statement statement = connection.createStatement();
        if (PostgresSession.hasNoEncoding(connection.unwrap(PGConnection.class))) {
            statement.execute("SET LOCAL client_encoding = 'SQL_ASCII'");
        }
        // Never a prepared statement: only those may send binary values.
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        statement.setFetchSize(fetchRows);
        statement.setMaxRows((int) Math.min(limit, Integer.MAX_VALUE));
        return new PostgresCursor(statement.executeQuery(query), columns);
    }

    @Override
    public SourceColumns columns() {
        return columns;
    }

    @Override
    public boolean readRow(RawRows into) throws SQLException {
        if (!rows.next()) {
            return false;
        }
        into.begin();
        for (int i = 0; i < binary.length; i++) {
            if (i > 0) {
                into.append((byte) '\t');
            }
            cell(into, i);
        }
        into.append((byte) '\n');
        return true;
    }

    private void cell(RawRows into, int i) throws SQLException {
        byte[] value = rows.getBytes(i + 1);
        if (value == null) {
            CopyText.none(into);
        } else if (binary[i]) {
            CopyText.binary(into, value);
        } else {
            CopyText.text(into, value);
        }
    }

    private static boolean[] binaryColumns(ResultSet rows, int count) throws SQLException {
        boolean[] found = new boolean[count];
        for (int i = 0; i < count; i++) {
            found[i] = BYTEA.equals(rows.getMetaData().getColumnTypeName(i + 1));
        }
        return found;
    }
}
