package ai.returning.routes.sync.source;

import ai.returning.routes.sync.source.SourceColumns.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of the source as maps by column name: numbers and booleans typed, everything else as its canonical text. */
public final class SourceRows {
    private SourceRows() {}

    /** All rows of a batch, in order. */
    public static List<Map<String, @Nullable Object>> of(RawRows raw) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(raw.count());
        for (int row = 0; row < raw.count(); row++) {
            rows.add(row(raw, row));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(RawRows raw, int row) {
        String line = new String(raw.bytes(), raw.start(row), raw.end(row) - raw.start(row), StandardCharsets.UTF_8);
        String[] cells = line.split("\t", -1);
        SourceColumns columns = raw.columns();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            Column column = columns.columns().get(i);
            values.put(column.name(), cells[i].equals("\\N") ? null : value(column, unescape(cells[i])));
        }
        return values;
    }

    private static Object value(Column column, String text) {
        return switch (column.type()) {
            case INTEGER, DECIMAL -> number(text);
            case BOOLEAN -> text.equals("t");
            default -> text;
        };
    }

    /** PostgreSQL's numeric has NaN and the infinities, which no Java number holds exactly. */
    private static Object number(String text) {
        boolean plain = !text.isEmpty() && "-+.0123456789".indexOf(text.charAt(0)) >= 0 && !text.endsWith("Infinity");
        return plain ? new BigDecimal(text) : text;
    }

    private static String unescape(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        StringBuilder text = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean escape = c == '\\' && i + 1 < cell.length();
            text.append(escape ? escaped(cell.charAt(++i)) : c);
        }
        return text.toString();
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\u000B';
            default -> letter;
        };
    }
}
