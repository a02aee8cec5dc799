package ai.returning.routes.sync.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Rows of {@code COPY (query) TO STDOUT}, taken as the server sends them. */
final class CopyCursor implements RowCursor {
    private final SourceColumns columns;
    private final CopyOut copy;
    private long rows;

    private CopyCursor(SourceColumns columns, CopyOut copy) {
        this.columns = columns;
        this.copy = copy;
    }

    /** Starts the copy on a session of {@link PostgresSession}. */
    static CopyCursor open(Connection connection, SourceColumns columns, String query, long limit) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String limited = limit > 0 ? "SELECT * FROM (\n" + query + "\n) q LIMIT " + limit : query;
        // A database without an encoding may hold any bytes. Asked for UTF-8 it would fail at the first wrong one, and
        // all rows behind it would be lost.
        String options = PostgresSession.hasNoEncoding(postgres) ? " WITH (ENCODING 'SQL_ASCII')" : "";
        CopyOut copy = postgres.getCopyAPI().copyOut("COPY (\n" + limited + "\n) TO STDOUT" + options);
        return new CopyCursor(columns, copy);
    }

    @Override
    public SourceColumns columns() {
        return columns;
    }

    @Override
    public boolean readRow(RawRows into) throws SQLException {
        byte[] row = copy.readFromCopy();
        if (row == null) {
            checkCount();
            return false;
        }
        if (row.length == 0 || row[row.length - 1] != '\n') {
            throw new SQLException("The server sent a part of a row in its COPY answer", "08P01");
        }
        into.add(row, 0, row.length);
        rows++;
        return true;
    }

    /** The server says at the end how many rows it sent. */
    private void checkCount() throws SQLException {
        long told = copy.getHandledRowCount();
        if (told >= 0 && told != rows) {
            throw new SQLException("The server counted " + told + " rows, but " + rows + " arrived", "08P01");
        }
    }
}
