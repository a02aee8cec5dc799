package ai.returning.routes.sync;

import ai.returning.routes.bulk.FailedRow;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.mapping.Mapping;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import ai.returning.routes.sync.store.QuarantinedRow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores what became of the rows of a chunk; state and quarantine move together. */
final class RowOutcomes {
    private final RunContext run;

    RowOutcomes(RunContext run) {
        this.run = run;
    }

    /** True if the details name different rows of this chunk, each by the identifier that stands in it. */
    boolean named(ChunkRow chunk, List<FailedRow> failed) {
        Map<Integer, FailedRow> byRow = new HashMap<>();
        failed.forEach(row -> byRow.putIfAbsent(row.row(), row));
        if (byRow.size() != failed.size() || byRow.keySet().stream().anyMatch(row -> row < 0 || row >= chunk.rows())) {
            return false;
        }
        Mapping mapping = run.flow().mapping();
        int[] matching = {0};
        // Without the file beside the chunk nobody can tell which row an identifier stood in.
        RunFolders.readableKeys(run.folder(), chunk)
                .ifPresent(keys -> keys.forEach((number, keyHigh, keyLow, printHigh, printLow, flags) -> {
                    FailedRow row = byRow.get(number);
                    if (row != null && mapping.isKeyOf(row.identifier(), keyHigh, keyLow)) {
                        matching[0]++;
                    }
                }));
        return matching[0] == failed.size();
    }

    void applied(ChunkRow chunk, List<FailedRow> failed) {
        BitSet rejected = new BitSet();
        failed.forEach(row -> rejected.set(row.row()));
        store(
                chunk.settled(ChunkState.APPLIED, rejected, null),
                failed.stream().map(row -> rejected(chunk, row)).toList());
    }

    void failed(ChunkRow chunk) {
        String why = "job " + chunk.jobId() + " failed as a whole";
        store(
                chunk.settled(ChunkState.FAILED, new BitSet(), why),
                List.of(whole(chunk, QuarantinedRow.Kind.REJECTED, why)));
    }

    /** A lost upload of which no job was found. */
    void lost(ChunkRow settled, String why) {
        store(ChunkState.UNKNOWN, settled, List.of(whole(settled, QuarantinedRow.Kind.UNVERIFIED, why)));
    }

    void unverified(ChunkRow settled, String why) {
        store(settled, List.of(whole(settled, QuarantinedRow.Kind.UNVERIFIED, why)));
    }

    private void store(ChunkRow settled, List<QuarantinedRow> rows) {
        store(ChunkState.ACCEPTED, settled, rows);
    }

    private void store(ChunkState from, ChunkRow settled, List<QuarantinedRow> rows) {
        run.store().inTransaction(() -> {
            run.store().chunks().move(from, settled, run.owner(), run.now());
            Failpoints.hit("quarantine.write");
            run.store().quarantine().add(run.flow().id(), run.runId(), rows, run.now());
        });
        Failpoints.hit("chunk.settled");
    }

    private static QuarantinedRow rejected(ChunkRow chunk, FailedRow row) {
        return new QuarantinedRow(
                QuarantinedRow.Kind.REJECTED,
                row.row(),
                chunk.serial(),
                "rejected",
                "",
                Redaction.text(row.message(), 300),
                Redaction.person(row.identifier()));
    }

    private static QuarantinedRow whole(ChunkRow chunk, QuarantinedRow.Kind kind, String why) {
        String sentence = "All " + chunk.rows() + " rows of " + chunk.fileName() + " (sha-256 " + chunk.sha256() + "): "
                + why + ".";
        return new QuarantinedRow(kind, 0, chunk.serial(), "whole-chunk", "", sentence, "");
    }
}
