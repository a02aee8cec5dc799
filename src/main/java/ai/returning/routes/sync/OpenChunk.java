package ai.returning.routes.sync;

import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.snapshot.SidecarRows;
import java.util.Arrays;

/** The chunk that is being filled: CSV lines and, beside each, key hash, fingerprint and what kind of change it is. */
final class OpenChunk {
    private byte[] bytes;
    private int length;
    private int added;
    private int changed;
    private final SidecarRows keys;

    OpenChunk(int maxRows) {
        bytes = new byte[Math.min(maxRows, 10_000) * 128 + 1024];
        keys = new SidecarRows(Math.min(maxRows, 10_000));
    }

    void clear() {
        length = 0;
        keys.clear();
        added = 0;
        changed = 0;
    }

    /** Takes over one mapped row; {@code isNew} tells that its key is not in the snapshot. */
    void add(MappedRows from, int row, byte[] lineEnd, int flag, boolean isNew) {
        int line = from.end(row) - from.start(row);
        if (length + line + lineEnd.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + line + lineEnd.length, bytes.length + bytes.length / 2));
        }
        System.arraycopy(from.bytes(), from.start(row), bytes, length, line);
        System.arraycopy(lineEnd, 0, bytes, length + line, lineEnd.length);
        length += line + lineEnd.length;
        keys.add(from.keyHigh(row), from.keyLow(row), from.printHigh(row), from.printLow(row), flag);
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
        return keys.count();
    }

    /** Keys, fingerprints and flags of the rows. */
    SidecarRows keys() {
        return keys;
    }

    int added() {
        return added;
    }

    int changed() {
        return changed;
    }
}
