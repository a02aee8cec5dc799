package ai.returning.routes.sync.source;

import java.util.List;
import java.util.Locale;

/** The columns a query gives, in order. */
public record SourceColumns(List<Column> columns) {

    /** One column; the type decides how its canonical text is read. */
    public record Column(String name, Type type) {}

    /** What the canonical text of a cell means. */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DATE,
        /** A timestamp without a zone. */
        LOCAL_TIMESTAMP,
        /** A timestamp with a zone, given in UTC as {@code +00}. */
        TIMESTAMP
    }

    /** Index of a column by name, ignoring case; -1 if the query does not give it. */
    public int index(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
