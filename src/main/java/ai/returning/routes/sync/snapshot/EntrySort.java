package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Orders the records of a partition by key, records of one key as they came. The top byte of the key is the same for
 * all. The other 120 bits are three digits of 40; each sort is over longs made of a digit and the 24-bit number of the
 * record, and only records that share a digit are sorted by the next one.
 */
final class EntrySort {
    private static final int NUMBER_BITS = 24;
    private static final int NUMBER_MASK = (1 << NUMBER_BITS) - 1;
    private static final int LAST_DIGIT = 2;

    private long[] order = new long[0];
    private ByteBuffer records = ByteBuffer.allocate(0);

    void sort(byte[] bytes, int count) {
        records = ByteBuffer.wrap(bytes);
        if (order.length < count) {
            order = new long[count + count / 4];
        }
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        sort(0, count, 0);
    }

    /** Number of the record at a place in the order. */
    int at(int place) {
        return (int) order[place] & NUMBER_MASK;
    }

    private void sort(int from, int to, int digit) {
        for (int i = from; i < to; i++) {
            int number = at(i);
            // The turned sign bit makes the signed sort an unsigned one.
            order[i] = (digit(number, digit) << NUMBER_BITS | number) ^ Long.MIN_VALUE;
        }
        Arrays.sort(order, from, to);
        if (digit == LAST_DIGIT) {
            return;
        }
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || order[i] >>> NUMBER_BITS != order[start] >>> NUMBER_BITS) {
                if (i - start > 1) {
                    sort(start, i, digit + 1);
                }
                start = i;
            }
        }
    }

    /** 40 bits of the key behind its top byte; the caller shifts out what stands above them. */
    private long digit(int number, int digit) {
        int key = number * BYTES;
        return digit == 0 ? records.getLong(key) >>> 16 : records.getLong(key + 5 * digit - 2);
    }
}
