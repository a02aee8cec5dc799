package ai.returning.routes.sync;

import ai.returning.routes.sync.mapping.MappedRows;
import java.util.Arrays;

/** The chunk that is being filled: CSV lines and, beside each, key hash, fingerprint and what kind of change it is. */
final class OpenChunk {
    private byte[] bytes;
    private int length;
    private int rows;
    private int added;
    private int changed;
    final long[] keyHigh;
    final long[] keyLow;
    final long[] printHigh;
    final long[] printLow;
    final byte[] flags;

    OpenChunk(int maxRows) {
        bytes = new byte[Math.min(maxRows, 10_000) * 128 + 1024];
        keyHigh = new long[maxRows];
        keyLow = new long[maxRows];
        printHigh = new long[maxRows];
        printLow = new long[maxRows];
        flags = new byte[maxRows];
    }

    void clear() {
        length = 0;
        rows = 0;
        added = 0;
        changed = 0;
    }

    /** Takes over one mapped row; {@code isNew} tells that its key is not in the snapshot. */
    void add(MappedRows from, int row, byte[] lineEnd, byte flag, boolean isNew) {
        int line = from.end(row) - from.start(row);
        if (length + line + lineEnd.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + line + lineEnd.length, bytes.length + bytes.length / 2));
        }
        System.arraycopy(from.bytes(), from.start(row), bytes, length, line);
        System.arraycopy(lineEnd, 0, bytes, length + line, lineEnd.length);
        length += line + lineEnd.length;
        keyHigh[rows] = from.keyHigh(row);
        keyLow[rows] = from.keyLow(row);
        printHigh[rows] = from.printHigh(row);
        printLow[rows] = from.printLow(row);
        flags[rows++] = flag;
        if (isNew) {
            added++;
        } else {
            changed++;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int rows() {
        return rows;
    }

    int added() {
        return added;
    }

    int changed() {
        return changed;
    }
}
