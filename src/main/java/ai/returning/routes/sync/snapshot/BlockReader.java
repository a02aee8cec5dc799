package ai.returning.routes.sync.snapshot;

import java.util.List;

/** Where the current generation of a snapshot is kept. */
public interface BlockReader {

    /**
     * Hands over once each block of the generation that was last written whole, in any order; none if the flow never
     * had a snapshot. A block may be reused after the consumer returns.
     */
    void readAll(BlockConsumer consumer);

    /** What runs changed since the blocks were written, oldest first. */
    default List<byte[]> changes() {
        return List.of();
    }
}
