package ai.returning.routes.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads {@code COPY (query) TO STDOUT} and maps the bytes of each cell without making a String of it. */
final class CopyReader {
    private static final byte[] OVERWRITE = "overwrite,".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_NUMBER = 8;
    private static final int CONSENT = 10;

    private CopyReader() {}

    static long read(Connection connection, CsvFile file) throws SQLException, IOException, InterruptedException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + Settings.QUERY + ") TO STDOUT");
        long rows = 0;
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            write(row, file);
            rows++;
        }
        return rows;
    }

    private static void write(byte[] row, CsvFile file) throws IOException, InterruptedException {
        int from = 0;
        int column = 0;
        for (int i = 0; i < row.length; i++) {
            if (row[i] == '\t' || row[i] == '\n') {
                if (column > 0) {
                    file.comma();
                }
                cell(row, from, i, column++, file);
                from = i + 1;
            }
        }
        file.endRow();
    }

    private static void cell(byte[] row, int from, int to, int column, CsvFile file) {
        boolean isNull = to - from == 2 && row[from] == '\\' && row[from + 1] == 'N';
        boolean number = column == FIRST_NUMBER || column == FIRST_NUMBER + 1;
        if (isNull) {
            if (number) {
                file.comma();
            }
        } else if (number) {
            file.plain(OVERWRITE);
            file.plain(row, from, to);
        } else if (column == CONSENT) {
            file.plain(row[from] == 't' ? TRUE : FALSE);
        } else if (column < FIRST_NUMBER) {
            file.text(row, from, unescape(row, from, to));
        } else {
            file.plain(row, from, to);
        }
    }

    /** Undoes COPY's backslash escapes in place; gives the new end. */
    private static int unescape(byte[] row, int from, int to) {
        int end = from;
        for (int i = from; i < to; i++) {
            if (row[i] == '\\' && i + 1 < to) {
                row[end++] = escaped(row[++i]);
            } else if (end++ != i) {
                row[end - 1] = row[i];
            }
        }
        return end;
    }

    private static byte escaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            default -> letter;
        };
    }
}
