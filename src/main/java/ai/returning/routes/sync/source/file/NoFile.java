package ai.returning.routes.sync.source.file;

import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowReader;
import ai.returning.routes.sync.source.SourceColumns;

/**
 * A folder in which no file waits.
 *
 * @param columns what the mapping reads
 */
record NoFile(SourceColumns columns, FileDesk desk) implements RowReader {
    @Override
    public boolean readRow(RawRows into) {
        return false;
    }

    @Override
    public boolean showsAll() {
        return false;
    }

    @Override
    public void settled(String runId) {
        // nothing was read
    }

    @Override
    public void close() {
        desk.close();
    }
}
