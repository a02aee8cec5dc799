package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;
import static ai.returning.routes.sync.snapshot.EntryLayout.PARTITIONS;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records by partition, in the order they came. Each partition fills a page of 8 KB in the heap; full pages go to one
 * scratch file, each with the number of the page before it, so that the heap keeps only the last one's.
 */
final class EntrySpill implements AutoCloseable {
    /** Records that one merge of a partition can tell apart, see {@link EntrySort}. */
    static final int MAX_RECORDS = 1 << 24;

    private static final int PAGE = 8192;
    private static final int PAGE_HEADER = 8;
    private static final int PAGE_RECORDS = (PAGE - PAGE_HEADER) / BYTES;
    private static final int NO_PAGE = -1;

    private final Path folder;
    private final @Nullable ByteBuffer[] open = new ByteBuffer[PARTITIONS];
    private final int[] lastPage = new int[PARTITIONS];
    private final int[] counts = new int[PARTITIONS];
    private @Nullable ScratchFile file;
    private int pages;

    EntrySpill(Path folder) {
        this.folder = folder;
        Arrays.fill(lastPage, NO_PAGE);
    }

    void add(long keyHigh, long keyLow, long printHigh, long printLow, int chunk, int rowAndStatus, int time) {
        int partition = EntryLayout.partition(keyHigh);
        ByteBuffer page = open[partition];
        if (page == null) {
            page = ByteBuffer.allocate(PAGE).position(PAGE_HEADER);
            open[partition] = page;
        } else if (page.remaining() < BYTES) {
            spill(partition, page);
        }
        EntryLayout.write(page, keyHigh, keyLow, printHigh, printLow, chunk, rowAndStatus, time);
        if (++counts[partition] > MAX_RECORDS) {
            throw new RaiException(
                    ErrorCode.BUG,
                    "The key hashes of a run fall on too few values: partition " + partition + " is full.");
        }
    }

    /** Records of all partitions. */
    long records() {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        return all;
    }

    /** Records of a partition. */
    int count(int partition) {
        return counts[partition];
    }

    /** Copies the records of a partition in the order they came. */
    void copy(int partition, byte[] into) {
        int left = counts[partition];
        ByteBuffer last = open[partition];
        if (last == null) {
            return;
        }
        left = unpack(last.array(), left - (last.position() - PAGE_HEADER) / BYTES, left, into);
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        for (int number = lastPage[partition]; number != NO_PAGE; number = page.getInt(0)) {
            scratch().read(page.clear(), (long) number * PAGE);
            left = unpack(page.array(), left - PAGE_RECORDS, left, into);
        }
    }

    @Override
    public void close() {
        Arrays.fill(open, null);
        if (file != null) {
            file.close();
        }
    }

    private static int unpack(byte[] page, int from, int to, byte[] into) {
        System.arraycopy(page, PAGE_HEADER, into, from * BYTES, (to - from) * BYTES);
        return from;
    }

    private void spill(int partition, ByteBuffer page) {
        page.putInt(0, lastPage[partition]).clear();
        scratch().append(page);
        page.clear().position(PAGE_HEADER);
        lastPage[partition] = pages++;
    }

    private ScratchFile scratch() {
        if (file == null) {
            file = ScratchFile.create(folder, "merge");
        }
        return file;
    }
}
