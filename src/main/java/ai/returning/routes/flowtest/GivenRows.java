package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source that gives the rows of a case, whatever the query; it may break after them. */
final class GivenRows implements RowSource {
    private final List<Map<String, @Nullable String>> rows;
    private final SourceColumns columns;
    private final boolean breaks;

    GivenRows(List<Map<String, @Nullable String>> rows, Set<String> columns, boolean breaks) {
        this.rows = rows;
        this.columns = new SourceColumns(columns.stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
        this.breaks = breaks;
    }

    @Override
    public RowStream open(String query, long limit, int batchRows) {
        int end = limit > 0 ? (int) Math.min(limit, rows.size()) : rows.size();
        return new Stream(end, batchRows);
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
        public void close() {
            closed = true;
        }
    }
}
