package ai.returning.routes.sync;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.snapshot.Sidecar;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Fills the open chunk of a run from batch after batch and hands full ones to the sealer. Route thread only. */
final class ChunkFiller {
    private final ChunkSealer sealer;
    private final byte[] lineEnd;
    private final int maxRows;
    private final long maxBytes;
    private int serial;
    private @Nullable OpenChunk open;

    ChunkFiller(ChunkSealer sealer, CsvShape csv, int maxRows, int lastSerial) {
        this.sealer = sealer;
        this.lineEnd = csv.lineEnd().getBytes(StandardCharsets.UTF_8);
        this.maxRows = maxRows;
        this.maxBytes = csv.maxBytes() - sealer.headerBytes();
        this.serial = lastSerial;
    }

    /** True if a line fits into a chunk at all. */
    boolean fits(int lineBytes) {
        return lineBytes + lineEnd.length <= maxBytes;
    }

    void fill(MappedRows rows, Selection chosen) {
        for (int i = 0; i < chosen.count(); i++) {
            int row = chosen.row(i);
            OpenChunk chunk = room(rows.end(row) - rows.start(row) + lineEnd.length);
            byte flag = chosen.flag(i);
            chunk.add(rows, row, lineEnd, flag, (flag & Sidecar.ADDED) != 0);
        }
    }

    private OpenChunk room(int size) {
        OpenChunk chunk = open;
        if (chunk != null && (chunk.rows() == maxRows || chunk.length() + size > maxBytes)) {
            sealOpen();
            chunk = null;
        }
        if (chunk == null) {
            chunk = sealer.take();
            open = chunk;
        }
        return chunk;
    }

    /** Seals what is in the open chunk, if anything. */
    void sealOpen() {
        OpenChunk chunk = open;
        if (chunk != null) {
            open = null;
            sealer.seal(++serial, chunk);
        }
    }
}
