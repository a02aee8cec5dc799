package ai.returning.routes.sync.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The places of the cells of one row, found in one pass. Reused for every row. */
final class RowCells {
    private static final byte[] NOTHING = new byte[0];
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TABS = 0x0909090909090909L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private final int columns;
    /** Start of each cell; one more entry marks where the next would start. */
    private final int[] starts;

    private byte[] bytes = NOTHING;

    RowCells(int columns) {
        this.columns = columns;
        this.starts = new int[columns + 1];
    }

    /** Finds the cells and says how many there are. */
    int index(byte[] row, int from, int to) {
        bytes = row;
        starts[0] = from;
        int count = 1;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long tabs = tabs((long) LONGS.get(row, i));
            while (tabs != 0) {
                count = mark(count, i + (Long.numberOfTrailingZeros(tabs) >>> 3) + 1);
                tabs &= tabs - 1;
            }
        }
        for (; i < to; i++) {
            if (row[i] == '\t') {
                count = mark(count, i + 1);
            }
        }
        if (count <= columns) {
            starts[count] = to + 1;
        }
        return count;
    }

    /** Looks at eight bytes at once: the high bit of each that is a TAB. */
    private static long tabs(long eight) {
        long other = eight ^ TABS;
        return ~(((other & LOW_BITS) + LOW_BITS) | other | LOW_BITS);
    }

    private int mark(int count, int start) {
        if (count <= columns) {
            starts[count] = start;
        }
        return count + 1;
    }

    /** Puts a cell as the source wrote it, escapes included. */
    void read(int column, Cell cell) {
        int from = starts[column];
        int to = starts[column + 1] - 1;
        if (to - from == 2 && bytes[from] == '\\' && bytes[from + 1] == 'N') {
            cell.setNull();
        } else {
            cell.set(bytes, from, to, true);
        }
    }
}
