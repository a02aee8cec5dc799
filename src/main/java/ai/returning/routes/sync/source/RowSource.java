package ai.returning.routes.sync.source;

/** A place rows come from. */
public interface RowSource extends AutoCloseable {

    /**
     * Runs the query read-only.
     *
     * @param query SQL text
     * @param limit at most so many rows; 0 for all
     * @param batchRows rows a batch
     * @throws ai.returning.routes.support.RaiException SOURCE_UNAVAILABLE after bounded retries with backoff,
     *     SOURCE_REFUSED for wrong credentials or a wrong query
     */
    RowStream open(String query, long limit, int batchRows);

    @Override
    void close();
}
