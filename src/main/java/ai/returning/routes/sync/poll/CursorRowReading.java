package ai.returning.routes.sync.poll;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes rows on and remembers the largest value of the cursor's column; in whatever order they come. */
final class CursorRowReading implements RowStream {
    private static final Logger LOG = LoggerFactory.getLogger(CursorRowReading.class);

    private final RowStream rows;
    private final CursorRowSource.Plan plan;
    private final CursorKind kind;
    private final int column;
    private final Instant begun;
    private final BiConsumer<String, CursorValue> moved;
    private @Nullable CursorValue largest;
    private String latest = "";

    /**
     * @param begun when the reading began: what a row says of later is not believed
     * @param moved takes the id of the run and the value, once the rows are dealt with
     */
    CursorRowReading(
            RowStream rows,
            CursorRowSource.Plan plan,
            CursorKind kind,
            Instant begun,
            BiConsumer<String, CursorValue> moved) {
        this.rows = rows;
        this.plan = plan;
        this.kind = kind;
        this.begun = begun;
        this.moved = moved;
        this.column = column(rows.columns());
    }

    private int column(SourceColumns columns) {
        int index = columns.index(plan.column());
        if (index < 0) {
            throw new RaiException(
                    ErrorCode.SOURCE_COLUMN_MISSING,
                    "The query on source " + plan.source() + " gives no column '" + plan.column()
                            + "', which is its cursor." + Nearest.hint(plan.column(), columns.names()));
        }
        SourceColumns.Type type = columns.columns().get(index).type();
        Optional<CursorKind> found = CursorKind.of(type);
        if (found.isEmpty() || found.get() != kind) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The cursor '" + plan.column() + "' of source " + plan.source() + " is of type "
                            + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + ", and start '" + plan.start()
                            + "' is of kind " + kind.word() + ". Let start be of the type of the column.");
        }
        return index;
    }

    @Override
    public SourceColumns columns() {
        return rows.columns();
    }

    @Override
    public @Nullable RawRows next() {
        RawRows batch = rows.next();
        for (int row = 0; batch != null && row < batch.count(); row++) {
            look(cell(batch, row));
        }
        return batch;
    }

    private void look(String cell) {
        if (cell.equals(latest)) {
            return;
        }
        if (cell.equals("\\N")) {
            throw new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    "A row of source " + plan.source() + " has no value in its cursor '" + plan.column()
                            + "', so no later reading would show it. Leave such rows out in the query, or give them one.");
        }
        latest = cell;
        CursorValue value = CursorValue.of(kind, cell);
        if (largest == null || largest.compareTo(value) < 0) {
            largest = value;
        }
    }

    private String cell(RawRows batch, int row) {
        byte[] bytes = batch.bytes();
        int start = batch.start(row);
        for (int before = 0; before < column; start++) {
            if (bytes[start] == '\t') {
                before++;
            }
        }
        int end = start;
        while (end < batch.end(row) && bytes[end] != '\t') {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public boolean exhausted() {
        return rows.exhausted();
    }

    @Override
    public boolean showsAll() {
        return false;
    }

    @Override
    public void settled(String runId) {
        rows.settled(runId);
        if (largest != null) {
            CursorValue last = largest.notAfter(begun);
            if (last != largest) {
                LOG.warn(
                        "Source {}: a row has {} in the future ({}); it is read again until then. Correct it",
                        plan.source(),
                        plan.column(),
                        largest.text());
            }
            moved.accept(runId, last);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
