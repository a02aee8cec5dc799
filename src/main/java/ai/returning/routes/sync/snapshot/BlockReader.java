package ai.returning.routes.sync.snapshot;

/** Where the current generation of a snapshot is kept. */
public interface BlockReader {

    /**
     * Hands over each block of the current generation once, in any order; none if the flow never had a snapshot. A
     * block may be reused after the consumer returns.
     */
    void readAll(BlockConsumer consumer);
}
