package ai.returning.routes.sync.source.file;

import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import java.io.IOException;

/** The rows of one open file. */
interface Records {
    SourceColumns columns();

    /** Appends the next row; false at the end of the file. A row that cannot be read gets a wrong number of cells. */
    boolean read(RawRows into) throws IOException;
}
