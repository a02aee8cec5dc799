package ai.returning.routes.sync.poll;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.CursorQuery;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceColumns;
import ai.returning.routes.sync.source.SourceRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a bounded number of rows and gives the connection back before it returns. */
final class SliceReader {
    private final PollPlan plan;
    private final CursorQuery query;

    SliceReader(PollPlan plan, CursorQuery query) {
        this.plan = plan;
        this.query = query;
    }

    /**
     * At most {@code limit} rows from a value on. If there are more, those of the last value are left out: what shares
     * it may lie beyond the limit.
     */
    Slice read(RowSource source, CursorValue from, int limit) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<CursorValue> values = new ArrayList<>();
        try (RowStream stream = source.open(from.in(query), limit, limit)) {
            Cells cells = new Cells(stream.columns(), from.kind());
            for (RawRows raw = stream.next(); raw != null; raw = stream.next()) {
                for (Map<String, @Nullable Object> row : SourceRows.of(raw)) {
                    values.add(cells.value(row, values));
                    rows.add(inSmallLetters(row));
                }
            }
            if (!stream.exhausted()) {
                throw new RaiException(ErrorCode.RUN_STOPPED, "The reading of flow '" + plan.flow() + "' was ended.");
            }
        }
        return rows.size() < limit ? slice(rows, values, rows.size(), true) : cut(rows, values);
    }

    /** Databases spell the same column in their own way; rules and routes name it in one. */
    private static Map<String, @Nullable Object> inSmallLetters(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        row.forEach((column, value) -> named.put(column.toLowerCase(Locale.ROOT), value));
        return named;
    }

    private static Slice cut(List<Map<String, @Nullable Object>> rows, List<CursorValue> values) {
        CursorValue edge = values.get(values.size() - 1);
        int kept = values.size() - 1;
        while (kept > 0 && values.get(kept - 1).isSame(edge)) {
            kept--;
        }
        return slice(rows, values, kept, false);
    }

    private static Slice slice(
            List<Map<String, @Nullable Object>> rows, List<CursorValue> values, int kept, boolean last) {
        return new Slice(List.copyOf(rows.subList(0, kept)), kept == 0 ? null : values.get(kept - 1), last);
    }

    /** The cursor in each row, and that the rows are in its order. */
    private final class Cells {
        private final String name;
        private final CursorKind kind;

        Cells(SourceColumns columns, CursorKind wanted) {
            int index = columns.index(plan.column());
            if (index < 0) {
                throw new RaiException(
                        ErrorCode.SOURCE_COLUMN_MISSING,
                        "The query of flow '" + plan.flow() + "' gives no column '" + plan.column()
                                + "', which the route polls by." + Nearest.hint(plan.column(), columns.names()));
            }
            SourceColumns.Column column = columns.columns().get(index);
            this.name = column.name();
            this.kind = CursorKind.of(column.type()).orElse(CursorKind.TEXT);
            if (kind != wanted || CursorKind.of(column.type()).isEmpty()) {
                throw new RaiException(
                        ErrorCode.SOURCE_REFUSED,
                        "Flow '" + plan.flow() + "' polls by column '" + name + "', which is of type "
                                + column.type().name().toLowerCase(Locale.ROOT).replace('_', '-')
                                + ", but its cursor is of kind " + wanted.word()
                                + ". Let 'start' be of the type of the column (a text stands in single quotes); if the"
                                + " column was changed, delete the row of the flow from poll_cursor.");
            }
        }

        CursorValue value(Map<String, @Nullable Object> row, List<CursorValue> before) {
            Object cell = row.get(name);
            if (cell == null) {
                throw new RaiException(
                        ErrorCode.SOURCE_REFUSED,
                        "A row of flow '" + plan.flow() + "' has no value in the cursor's column '" + name
                                + "'. Leave such rows out in the query.");
            }
            CursorValue value = CursorValue.of(kind, cell);
            CursorValue last = before.isEmpty() ? value : before.get(before.size() - 1);
            if (last.compareTo(value) > 0) {
                throw new RaiException(
                        ErrorCode.SOURCE_REFUSED,
                        "The rows of flow '" + plan.flow() + "' are not in order: '" + value.text() + "' comes after '"
                                + last.text() + "'. End the query with: order by " + name + ".");
            }
            return value;
        }
    }
}
