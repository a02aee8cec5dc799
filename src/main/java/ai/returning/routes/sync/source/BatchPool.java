package ai.returning.routes.sync.source;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers of batches, used again. A batch of 10,000 rows is a large object for the collector; a handful of them serves
 * a whole run.
 */
final class BatchPool {
    private static final int KEPT = 8;
    private static final int FIRST_BYTES_A_ROW = 160;
    private static final int SPARE_SHARE = 8;

    private final ArrayBlockingQueue<Buffer> free = new ArrayBlockingQueue<>(KEPT);
    private final SourceColumns columns;
    private final int rows;
    private final int largest;
    private volatile int expectedBytes;

    /**
     * @param rows rows a batch
     * @param largest buffers grown beyond it are not kept
     */
    BatchPool(SourceColumns columns, int rows, int largest) {
        this.columns = columns;
        this.rows = rows;
        this.largest = largest;
        this.expectedBytes = (int) Math.min((long) rows * FIRST_BYTES_A_ROW, largest);
    }

    RawRows take(long batchNumber) {
        Buffer buffer = free.poll();
        return buffer == null
                ? new RawRows(batchNumber, columns, new int[rows], new byte[Math.max(64, expectedBytes)], this)
                : new RawRows(batchNumber, columns, buffer.starts, buffer.bytes, this);
    }

    /** Remembers the size of a full batch, so that the next new buffer need not grow. */
    void learn(int length) {
        int wanted = (int) Math.min((long) length + length / SPARE_SHARE, largest);
        if (wanted > expectedBytes) {
            expectedBytes = wanted;
        }
    }

    void giveBack(int[] starts, byte[] bytes) {
        if (bytes.length <= 2L * largest) {
            // A full pool drops it.
            free.offer(new Buffer(starts, bytes));
        }
    }

    private static final class Buffer {
        private final int[] starts;
        private final byte[] bytes;

        Buffer(int[] starts, byte[] bytes) {
            this.starts = starts;
            this.bytes = bytes;
        }
    }
}
