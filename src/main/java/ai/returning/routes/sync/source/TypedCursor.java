package ai.returning.routes.sync.source;

import ai.returning.routes.sync.source.SourceColumns.Type;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/** Rows of any JDBC driver, each cell by the getter of its type. */
final class TypedCursor implements RowCursor {
    private final ResultSet rows;
    private final SourceColumns columns;
    private final Cell[] cells;

    private TypedCursor(ResultSet rows, SourceColumns columns) throws SQLException {
        this.rows = rows;
        this.columns = columns;
        this.cells = cells(columns, rows.getMetaData());
    }

    static TypedCursor open(OpenQuery open, SourceSettings settings, Dialect dialect, String query, long limit)
            throws SQLException {
        Connection connection = open.connection();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        for (String sql : dialect.sessionStatements()) {
            statement.execute(sql);
        }
        statement.setFetchSize(dialect.fetchSize(settings.fetchRows()));
        if (limit > 0) {
            statement.setMaxRows((int) Math.min(limit, Integer.MAX_VALUE));
        }
        statement.setQueryTimeout(seconds(settings));
        open.cancelBy(statement::cancel);
        ResultSet rows = statement.executeQuery(query);
        return new TypedCursor(rows, ColumnTypes.of(rows.getMetaData(), dialect));
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
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                into.append((byte) '\t');
            }
            cells[i].write(rows, i + 1, into);
        }
        into.append((byte) '\n');
        return true;
    }

    /** JDBC counts this limit in seconds. */
    private static int seconds(SourceSettings settings) {
        return (int) Math.min(Integer.MAX_VALUE, (settings.statementLimit().toMillis() + 999) / 1000);
    }

    private interface Cell {
        void write(ResultSet rows, int column, RawRows into) throws SQLException;
    }

    private static Cell[] cells(SourceColumns columns, ResultSetMetaData result) throws SQLException {
        Cell[] cells = new Cell[columns.columns().size()];
        for (int i = 0; i < cells.length; i++) {
            // H2 gives a UUID the number of binary data.
            boolean uuid = result.getColumnTypeName(i + 1).equalsIgnoreCase("UUID");
            cells[i] = uuid ? TypedCursor::text : cell(columns.columns().get(i).type(), result.getColumnType(i + 1));
        }
        return cells;
    }

    private static Cell cell(Type type, int jdbcType) {
        return switch (type) {
            case BOOLEAN -> TypedCursor::bool;
            case INTEGER -> TypedCursor::integer;
            case DECIMAL -> isBinaryFraction(jdbcType) ? TypedCursor::fraction : TypedCursor::decimal;
            case DATE -> TypedCursor::date;
            case LOCAL_TIMESTAMP -> TypedCursor::localTimestamp;
            case TIMESTAMP -> TypedCursor::timestamp;
            case TEXT -> isBinary(jdbcType) ? TypedCursor::binary : TypedCursor::text;
        };
    }

    private static boolean isBinaryFraction(int jdbcType) {
        return jdbcType == Types.REAL || jdbcType == Types.FLOAT || jdbcType == Types.DOUBLE;
    }

    private static boolean isBinary(int jdbcType) {
        return jdbcType == Types.BINARY
                || jdbcType == Types.VARBINARY
                || jdbcType == Types.LONGVARBINARY
                || jdbcType == Types.BLOB;
    }

    private static void bool(ResultSet rows, int column, RawRows into) throws SQLException {
        boolean value = rows.getBoolean(column);
        if (rows.wasNull()) {
            CopyText.none(into);
        } else {
            CopyText.bool(into, value);
        }
    }

    /** An unsigned 64-bit number does not fit a long, so it goes the way of decimals. */
    private static void integer(ResultSet rows, int column, RawRows into) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            CopyText.none(into);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            CopyText.number(into, ((Number) value).longValue());
        } else {
            decimal(rows, column, into);
        }
    }

    private static void decimal(ResultSet rows, int column, RawRows into) throws SQLException {
        BigDecimal value = rows.getBigDecimal(column);
        if (value == null) {
            CopyText.none(into);
        } else {
            CopyText.number(into, value);
        }
    }

    /** The shortest digits that give the same value again; NaN and infinity by name. */
    private static void fraction(ResultSet rows, int column, RawRows into) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            CopyText.none(into);
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            CopyText.number(into, new BigDecimal(number.toString()));
        } else {
            CopyText.text(into, value.toString());
        }
    }

    private static void date(ResultSet rows, int column, RawRows into) throws SQLException {
        LocalDate value = rows.getObject(column, LocalDate.class);
        if (value == null) {
            CopyText.none(into);
        } else {
            CopyText.date(into, value);
        }
    }

    private static void localTimestamp(ResultSet rows, int column, RawRows into) throws SQLException {
        LocalDateTime value = rows.getObject(column, LocalDateTime.class);
        if (value == null) {
            CopyText.none(into);
        } else {
            CopyText.timestamp(into, value);
        }
    }

    private static void timestamp(ResultSet rows, int column, RawRows into) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        if (value == null) {
            CopyText.none(into);
        } else {
            CopyText.timestamp(into, value);
        }
    }

    private static void text(ResultSet rows, int column, RawRows into) throws SQLException {
        String value = rows.getString(column);
        if (value == null) {
            CopyText.none(into);
        } else {
            CopyText.text(into, value);
        }
    }

    private static void binary(ResultSet rows, int column, RawRows into) throws SQLException {
        byte[] value = rows.getBytes(column);
        if (value == null) {
            CopyText.none(into);
        } else {
            CopyText.binary(into, value);
        }
    }
}
