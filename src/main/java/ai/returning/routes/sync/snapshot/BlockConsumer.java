package ai.returning.routes.sync.snapshot;

/** Takes the blocks of a snapshot, one partition a call. */
@FunctionalInterface
public interface BlockConsumer {

    /**
     * Takes a block.
     *
     * @param partition 0 to 255
     * @param block the bytes as they were written; they need to stay the same only during the call
     * @param length how many of them belong to the block
     */
    void accept(int partition, byte[] block, int length);
}
