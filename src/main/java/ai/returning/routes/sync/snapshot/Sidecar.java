package ai.returning.routes.sync.snapshot;

import java.nio.file.Path;

/**
 * The file beside a sealed chunk that says which row carries which key and content, so that a run can be settled or
 * continued without the source. Big-endian: magic (4), version (4), rows (4), chunk serial (4); for each row key hash
 * (16), fingerprint (16), flags (1); CRC32C over all of it (4).
 */
public final class Sidecar {
    /** The key was not in the snapshot. */
    public static final int ADDED = 1;
    /** The key was in the snapshot. */
    public static final int CHANGED = 2;
    /** Sent again because it was rejected before. */
    public static final int RETRY = 4;
    /** Sent again because its outcome was never confirmed. */
    public static final int UNVERIFIED_RESEND = 8;
    /** Not changed; sent because all rows were asked for. */
    public static final int FULL_RESEND = 16;

    private final Path file;
    private final int chunk;
    private final int count;

    Sidecar(Path file, int chunk, int count) {
        this.file = file;
        this.chunk = chunk;
        this.count = count;
    }

    /** Takes the rows of a sidecar. */
    @FunctionalInterface
    public interface Visitor {
        /** A row by its number in the chunk; {@code flags} are the bits of {@link Sidecar}. */
        void row(int row, long keyHigh, long keyLow, long printHigh, long printLow, int flags);
    }

    /**
     * Writes the file, for its owner alone; one that is there is replaced.
     *
     * @param fsync waits until the content is on the disk; the name is, once the folder is synced
     * @throws ai.returning.routes.support.RaiException DISK_FULL
     */
    public static void write(Path file, int chunk, SidecarRows rows, boolean fsync) {
        SidecarFile.write(file, chunk, rows, fsync);
    }

    /**
     * Reads the file through once and checks it.
     *
     * @param chunk the serial it must be of
     * @throws ai.returning.routes.support.RaiException RUN_STATE_LOST if the file is missing, damaged or another
     *     chunk's: what the chunk carried can no longer be told from it
     */
    public static Sidecar read(Path file, int chunk) {
        return new Sidecar(file, chunk, SidecarFile.check(file, chunk));
    }

    public int chunk() {
        return chunk;
    }

    /** Rows of the chunk. */
    public int count() {
        return count;
    }

    /** Reads the rows in their order. */
    public void forEach(Visitor visitor) {
        SidecarFile.visit(file, count, visitor);
    }
}
