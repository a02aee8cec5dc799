package ai.returning.routes.sync.source;

/**
 * A place rows come from. Opening gives one reading, from the start or from the last checkpoint; a reading that does not
 * end well changes nothing, so that the next one gives the same rows again.
 */
public interface RowSource extends AutoCloseable {

    /**
     * Starts a reading; nothing is written to the source by it.
     *
     * @throws ai.returning.routes.support.RaiException SOURCE_UNAVAILABLE after bounded retries with backoff,
     *     SOURCE_REFUSED for wrong credentials or a wrong query; others as the kind of source documents
     */
    RowStream open(SourceRequest request);

    /** Runs a query outside any flow. */
    default RowStream open(String query, long limit, int batchRows) {
        return open(SourceRequest.of(query, limit, batchRows));
    }

    @Override
    void close();
}
