package ai.returning.routes.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads with a JDBC cursor, 10,000 rows a fetch, and the driver's getters. */
final class CursorReader {
    private static final byte[] OVERWRITE = "overwrite,".getBytes(StandardCharsets.US_ASCII);

    private CursorReader() {}

    static long read(Connection connection, CsvFile file) throws SQLException, IOException, InterruptedException {
        connection.setAutoCommit(false); // without it the driver loads the whole result
        connection.setReadOnly(true);
        long rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(Settings.QUERY)) {
            statement.setFetchSize(10_000);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    write(row, file);
                    rows++;
                }
            }
        }
        return rows;
    }

    /** Text of numbers and dates is what the file needs, so nothing is parsed. */
    private static void write(ResultSet row, CsvFile file) throws SQLException, IOException, InterruptedException {
        for (int column = 1; column <= 8; column++) {
            text(row.getString(column), file);
            file.comma();
        }
        number(row.getString(9), file);
        number(row.getString(10), file);
        boolean consent = row.getBoolean(11);
        text(row.wasNull() ? null : Boolean.toString(consent), file);
        file.comma();
        text(row.getString(12), file);
        file.endRow();
    }

    private static void number(String value, CsvFile file) {
        if (value == null) {
            file.comma();
        } else {
            file.plain(OVERWRITE);
            text(value, file);
        }
        file.comma();
    }

    private static void text(String value, CsvFile file) {
        if (value != null) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            file.text(bytes, 0, bytes.length);
        }
    }
}
