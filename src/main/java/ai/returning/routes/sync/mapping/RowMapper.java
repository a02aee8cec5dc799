package ai.returning.routes.sync.mapping;

import ai.returning.routes.sync.source.RawRows;

/** A mapping bound to the columns of a query. Used by one thread. */
public interface RowMapper {

    /**
     * Maps all rows of a batch: for each a CSV line without its line end, the hash of its key, and, for a row that may
     * not be sent, the problem.
     */
    MappedRows map(RawRows rows);
}
