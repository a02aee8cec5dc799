package ai.returning.routes.sync.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A generation of blocks in memory. */
final class MemoryBlocks implements BlockReader, BlockWriter {
    final TreeMap<Integer, byte[]> blocks = new TreeMap<>();
    final List<Integer> written = new ArrayList<>();
    final List<byte[]> changes = new ArrayList<>();

    @Override
    public void readAll(BlockConsumer consumer) {
        blocks.descendingMap().forEach((partition, block) -> consumer.accept(partition, block, block.length));
    }

    @Override
    public List<byte[]> changes() {
        return changes;
    }

    @Override
    public void write(int partition, byte[] block, int length) {
        written.add(partition);
        blocks.put(partition, Arrays.copyOf(block, length));
    }
}
