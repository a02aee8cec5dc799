package ai.returning.routes.sync.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch of source rows in the text form of PostgreSQL's COPY: cells separated by TAB, rows ended by LF, {@code \N}
 * for null, backslash escapes. One form for every source, so that the mapping works on bytes whatever was read. Cells
 * hold canonical text: booleans {@code t} or {@code f}, dates {@code yyyy-MM-dd}, timestamps {@code yyyy-MM-dd
 * HH:mm:ss[.ffffff]} with {@code +00} where the source has a zone, numbers in plain digits, text as UTF-8 (bytes that
 * are not valid UTF-8 pass unchanged; a lone surrogate arrives as its three-byte form, which is not valid).
 */
public final class RawRows {
    private final long batchNumber;
    private final SourceColumns columns;
    private @Nullable BatchPool pool;
    private byte[] bytes;
    private int length;
    private int[] starts;
    private int count;
    private long firstRow;

    /** An empty batch. */
    public RawRows(long batchNumber, SourceColumns columns, int expectedRows, int expectedBytes) {
        this(batchNumber, columns, new int[Math.max(1, expectedRows)], new byte[Math.max(64, expectedBytes)], null);
    }

    RawRows(long batchNumber, SourceColumns columns, int[] starts, byte[] bytes, @Nullable BatchPool pool) {
        this.batchNumber = batchNumber;
        this.columns = columns;
        this.starts = starts;
        this.bytes = bytes;
        this.pool = pool;
    }

    public long batchNumber() {
        return batchNumber;
    }

    public SourceColumns columns() {
        return columns;
    }

    /** The buffer; valid up to {@link #length}. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int count() {
        return count;
    }

    /** Number of the first row within the source, from 1. */
    public long firstRow() {
        return firstRow;
    }

    /** Where row {@code index} starts. */
    public int start(int index) {
        return starts[index];
    }

    /** Where row {@code index} ends: the place of its LF. */
    public int end(int index) {
        return (index + 1 < count ? starts[index + 1] : length) - 1;
    }

    /** Sets the number of the first row; called by the reader before it fills the batch. */
    public void firstRow(long row) {
        this.firstRow = row;
    }

    /** Appends one whole row that ends with LF. */
    public void add(byte[] row, int offset, int size) {
        begin();
        append(row, offset, size);
    }

    /** Marks the start of a row whose bytes follow by {@link #append}. */
    public void begin() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = length;
    }

    /** Appends bytes of the current row. */
    public void append(byte[] part, int offset, int size) {
        ensure(size);
        System.arraycopy(part, offset, bytes, length, size);
        length += size;
    }

    /** Appends one byte of the current row. */
    public void append(byte b) {
        ensure(1);
        bytes[length++] = b;
    }

    /** Takes the row back that was begun last. */
    public void undo() {
        length = starts[--count];
    }

    /**
     * Gives the buffer back for a later batch of the same stream. May be called by any thread once nothing reads the
     * batch any more; a batch that is not released is left to the garbage collector.
     */
    public void release() {
        BatchPool home = pool;
        if (home != null) {
            pool = null;
            home.giveBack(starts, bytes);
            starts = new int[0];
            bytes = new byte[0];
            length = 0;
            count = 0;
        }
    }

    /** Ends what was written straight into {@link #bytes} after {@link #ensure}. */
    void endAt(int end) {
        length = end;
    }

    /** Makes room for {@code size} more bytes. */
    void ensure(int size) {
        if (size > bytes.length - length) {
            long wanted = Math.max((long) length + size, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16));
            bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
        }
    }
}
