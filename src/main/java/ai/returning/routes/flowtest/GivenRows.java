package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceColumns;
import ai.returning.routes.sync.source.SourceRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source that gives the rows of a case, whatever the query; it may break after them. */
final class GivenRows implements RowSource {
    private final List<Map<String, @Nullable String>> rows;
    private final Set<String> names;
    private final SourceColumns columns;
    private final boolean breaks;
    private final boolean showsAll;

    /** @param showsAll false: the rows are a part, as those of a file or of a source of changes */
    GivenRows(List<Map<String, @Nullable String>> rows, Set<String> columns, boolean breaks, boolean showsAll) {
        this.rows = rows;
        this.names = columns;
        this.columns = new SourceColumns(columns.stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
        this.breaks = breaks;
        this.showsAll = showsAll;
    }

    /** The same rows as those of a source that shows all of them, or a part. */
    GivenRows showingAll(boolean all) {
        return new GivenRows(rows, names, breaks, all);
    }

    @Override
    public RowStream open(SourceRequest request) {
        int end = request.limit() > 0 ? (int) Math.min(request.limit(), rows.size()) : rows.size();
        return new Stream(end, request.batchRows());
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** One reading. */
    private final class Stream implements RowStream {
        private final int end;
        private final int batchRows;
        private int next;
        private long batches;
        private boolean exhausted;
        private volatile boolean closed;

        Stream(int end, int batchRows) {
            this.end = end;
            this.batchRows = batchRows;
        }

        @Override
        public SourceColumns columns() {
            return columns;
        }

        @Override
        public @Nullable RawRows next() {
            if (closed) {
                return null;
            }
            if (next == end) {
                if (breaks) {
                    throw new RaiException(
                            ErrorCode.SOURCE_UNAVAILABLE, "The source broke off (as the test says). Nothing is lost.");
                }
                exhausted = true;
                return null;
            }
            RawRows batch = new RawRows(++batches, columns, batchRows, 4096);
            batch.firstRow(next + 1L);
            for (int last = Math.min(end, next + batchRows); next < last; next++) {
                append(batch, rows.get(next));
            }
            return batch;
        }

        private void append(RawRows batch, Map<String, @Nullable String> row) {
            batch.begin();
            boolean first = true;
            for (String column : columns.names()) {
                byte[] cell = cell(row.get(column)).getBytes(StandardCharsets.UTF_8);
                if (!first) {
                    batch.append((byte) '\t');
                }
                first = false;
                batch.append(cell, 0, cell.length);
            }
            batch.append((byte) '\n');
        }

        /** In the text form of PostgreSQL's COPY. */
        private static String cell(@Nullable String value) {
            return value == null
                    ? "\\N"
                    : value.replace("\\", "\\\\")
                            .replace("\t", "\\t")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r");
        }

        @Override
        public boolean exhausted() {
            return exhausted;
        }

        @Override
        public boolean showsAll() {
            return showsAll;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
