package ai.returning.routes.sync.source;

import java.sql.SQLException;

/** An open result that writes one row at a time. Its connection belongs to the stream around it. */
interface RowCursor {
    SourceColumns columns();

    /** Appends the next row, or returns false if the database has said that there is none. */
    boolean readRow(RawRows into) throws SQLException;
}
