package ai.returning.routes.sync.source.crm;

import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowReader;
import ai.returning.routes.sync.source.SourceColumns;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records as rows; the columns are fields. */
final class SalesforceReader implements RowReader {
    private final SalesforceCalls calls;
    private final Supplier<SalesforceRecords> start;
    private final SourceColumns columns;
    private final Consumer<String> settled;
    private @Nullable SalesforceRecords records;

    /**
     * @param start begins to read; a job is waited for in it
     * @param settled moves the checkpoint, given the id of the run
     */
    SalesforceReader(
            SalesforceCalls calls, Supplier<SalesforceRecords> start, List<String> fields, Consumer<String> settled) {
        this.calls = calls;
        this.start = start;
        this.columns = new SourceColumns(fields.stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
        this.settled = settled;
    }

    @Override
    public SourceColumns columns() {
        return columns;
    }

    @Override
    public boolean readRow(RawRows into) {
        SalesforceRecords from = records == null ? start.get() : records;
        records = from;
        return from.read(into);
    }

    @Override
    public boolean showsAll() {
        return false;
    }

    @Override
    public void settled(String runId) {
        settled.accept(runId);
    }

    @Override
    public void close() {
        calls.close();
    }
}
