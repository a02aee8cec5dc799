package ai.returning.routes.sync.source;

import ai.returning.routes.sync.source.SourceColumns.Column;
import ai.returning.routes.sync.source.SourceColumns.Type;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads names and types of a result. */
final class ColumnTypes {
    /** SQL Server's own number for a timestamp with an offset. */
    private static final int SQL_SERVER_DATETIMEOFFSET = -155;

    private ColumnTypes() {}

    static SourceColumns of(ResultSetMetaData result, Dialect dialect) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(new Column(result.getColumnLabel(i), type(result, i, dialect)));
        }
        return new SourceColumns(List.copyOf(columns));
    }

    private static Type type(ResultSetMetaData result, int i, Dialect dialect) throws SQLException {
        return switch (result.getColumnType(i)) {
            case Types.BOOLEAN, Types.BIT -> bit(result, i, dialect);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Type.INTEGER;
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT -> Type.DECIMAL;
            case Types.DOUBLE -> named(result, i, dialect, "money") ? Type.TEXT : Type.DECIMAL;
            case Types.DATE -> Type.DATE;
            case Types.TIMESTAMP -> named(result, i, dialect, "timestamptz") ? Type.TIMESTAMP : Type.LOCAL_TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE, SQL_SERVER_DATETIMEOFFSET -> Type.TIMESTAMP;
            default -> Type.TEXT;
        };
    }

    /** The PostgreSQL driver gives one number to {@code boolean} and {@code bit(n)}. */
    private static Type bit(ResultSetMetaData result, int i, Dialect dialect) throws SQLException {
        boolean isBoolean = dialect != Dialect.POSTGRESQL || named(result, i, dialect, "bool");
        return isBoolean ? Type.BOOLEAN : Type.TEXT;
    }

    private static boolean named(ResultSetMetaData result, int i, Dialect dialect, String name) throws SQLException {
        return dialect == Dialect.POSTGRESQL
                && result.getColumnTypeName(i).toLowerCase(Locale.ROOT).equals(name);
    }
}
