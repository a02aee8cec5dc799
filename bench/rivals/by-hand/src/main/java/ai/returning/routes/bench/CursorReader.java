package ai.returning.routes.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads with a JDBC cursor, 10,000 rows a fetch, and the driver's typed getters. */
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

    private static void write(ResultSet row, CsvFile file) throws SQLException, IOException, InterruptedException {
        for (int column = 1; column <= 8; column++) {
            text(row.getString(column), file);
        }
        number(row.getBigDecimal(9), file);
        number(row.getBigDecimal(10), file);
        boolean consent = row.getBoolean(11);
        text(row.wasNull() ? null : Boolean.toString(consent), file);
        Date birth = row.getDate(12);
        if (birth != null) {
            file.plain(birth.toLocalDate().toString().getBytes(StandardCharsets.US_ASCII));
        }
        file.endRow();
    }

    private static void number(BigDecimal value, CsvFile file) {
        if (value == null) {
            file.comma();
        } else {
            file.plain(OVERWRITE);
            file.plain(value.toPlainString().getBytes(StandardCharsets.US_ASCII));
        }
        file.comma();
    }

    private static void text(String value, CsvFile file) {
        if (value != null) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            file.text(bytes, 0, bytes.length);
        }
        file.comma();
    }
}
