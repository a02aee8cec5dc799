package ai.returning.routes.sync.snapshot;

/** Where a new generation of a snapshot is written. */
@FunctionalInterface
public interface BlockWriter {

    /**
     * Writes a block. It is called once for each of the 256 partitions in rising order, empty ones included.
     *
     * @param partition 0 to 255
     * @param block valid only during the call
     * @param length how many bytes of it belong to the block
     */
    void write(int partition, byte[] block, int length);
}
