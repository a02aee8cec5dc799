package ai.returning.routes.sync;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.snapshot.Sidecar;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills the open chunks of a run from batch after batch and hands full ones to the sealer: one open chunk for each set
 * of columns, which is one at all unless an empty cell would clear a field. Route thread only.
 */
final class ChunkFiller {
    private final ChunkSealer sealer;
    private final byte[] lineEnd;
    private final int maxRows;
    private final long maxBytes;
    private final Map<Integer, Open> open = new TreeMap<>();
    private int serial;

    ChunkFiller(ChunkSealer sealer, CsvShape csv, List<String> allColumns, int maxRows, int lastSerial) {
        this.sealer = sealer;
        this.lineEnd = csv.lineEndText().getBytes(StandardCharsets.UTF_8);
        this.maxRows = maxRows;
        this.maxBytes = csv.maxBytes() - sealer.header(allColumns).length;
        this.serial = lastSerial;
    }

    private record Open(List<String> columns, OpenChunk chunk) {}

    /** True if a line fits into a chunk at all. */
    boolean fits(int lineBytes) {
        return lineBytes + lineEnd.length <= maxBytes;
    }

    void fill(MappedRows rows, Selection chosen) {
        for (int i = 0; i < chosen.count(); i++) {
            int row = chosen.row(i);
            OpenChunk chunk = room(rows, row);
            byte flag = chosen.flag(i);
            chunk.add(rows, row, lineEnd, flag, (flag & Sidecar.ADDED) != 0);
        }
    }

    private OpenChunk room(MappedRows rows, int row) {
        int columnSet = rows.columnSet(row);
        Open at = open.get(columnSet);
        if (at != null && isFull(at.chunk, rows.end(row) - rows.start(row) + lineEnd.length)) {
            seal(at);
            at = null;
        }
        if (at == null) {
            if (!open.containsKey(columnSet) && !open.isEmpty()) {
                sealer.addBuffer();
            }
            at = new Open(rows.header(columnSet), sealer.take());
            open.put(columnSet, at);
        }
        return at.chunk;
    }

    private boolean isFull(OpenChunk chunk, int size) {
        return chunk.rows() == maxRows || chunk.length() + size > maxBytes;
    }

    private void seal(Open full) {
        sealer.seal(++serial, full.columns, full.chunk);
    }

    /** Seals what is in the open chunks, if anything. */
    void sealOpen() {
        open.values().forEach(this::seal);
        open.clear();
    }
}
