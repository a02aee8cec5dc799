package ai.returning.routes.sync;

import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.mapping.MappedRows.Problem;
import ai.returning.routes.sync.snapshot.EntryStatus;
import ai.returning.routes.sync.snapshot.KeySet;
import ai.returning.routes.sync.snapshot.Sidecar;
import ai.returning.routes.sync.snapshot.SnapshotView;
import ai.returning.routes.sync.store.QuarantinedRow;
import java.util.ArrayList;
import java.util.List;

/** Decides for each row whether it goes out. Route thread only; memory does not grow with rows. */
final class ChangeSorter {
    /** Marks of the key set. */
    static final byte IN_SOURCE = 1;

    static final byte IN_KEPT_CHUNK = 2;

    /** Keys and contents are hashed alike, and must not cancel each other out. */
    private static final int TURN = 17;

    static final byte KEPT_AND_IN_SOURCE = 3;

    private final RunContext run;
    private final SnapshotView snapshot;
    private final KeySet keys;
    private final ChunkFiller filler;
    private final boolean full;
    private final long now;
    private long[] positions = new long[0];

    ChangeSorter(RunContext run, SnapshotView snapshot, KeySet keys, ChunkFiller filler) {
        this.run = run;
        this.snapshot = snapshot;
        this.keys = keys;
        this.filler = filler;
        this.full = run.row().full();
        this.now = run.nowSeconds();
    }

    Selection sort(MappedRows rows, long firstRow) {
        Selection chosen = new Selection(rows.count());
        if (positions.length < rows.count()) {
            positions = new long[rows.count()];
        }
        snapshot.findAll(rows.keysHigh(), rows.keysLow(), rows.count(), positions);
        for (int row = 0; row < rows.count(); row++) {
            if (rows.problem(row) == null) {
                sortRow(rows, row, chosen);
            } else {
                show(rows, row);
            }
        }
        quarantine(rows, firstRow);
        run.counts().chosen.addAndGet(chosen.count());
        return chosen;
    }

    /** A row that cannot be sent is not gone: what the API has of it stays known. */
    private void show(MappedRows rows, int row) {
        long known = positions[row];
        if (known >= 0) {
            snapshot.markShown(known);
        }
    }

    private void sortRow(MappedRows rows, int row, Selection chosen) {
        long high = rows.keyHigh(row);
        long low = rows.keyLow(row);
        long known = positions[row];
        byte mark = keys.get(high, low);
        if (mark == IN_KEPT_CHUNK) {
            keys.mark(high, low, KEPT_AND_IN_SOURCE);
            if (known >= 0) {
                snapshot.markSeen(known);
            }
            run.counts().inKeptChunk.incrementAndGet();
            if (!wasKept(rows, row)) {
                run.counts().keptAndChanged.incrementAndGet();
            }
        } else if (mark != 0 || (known >= 0 && snapshot.markSeen(known))) {
            rows.reject(row, duplicate(maskedKey(rows, row)));
        } else if (!filler.fits(rows.end(row) - rows.start(row))) {
            rows.reject(row, tooLarge(maskedKey(rows, row)));
        } else if (known >= 0 && !snapshot.absent(known)) {
            sortKnown(rows, row, known, chosen);
        } else {
            sortNew(rows, row, known, chosen);
        }
    }

    /** Remembers a row of an upload of a dead process, by its key and by its content. */
    static void keep(KeySet keys, long keyHigh, long keyLow, long printHigh, long printLow) {
        keys.add(keyHigh, keyLow, IN_KEPT_CHUNK);
        keys.add(keyHigh ^ Long.rotateLeft(printHigh, TURN), keyLow ^ Long.rotateLeft(printLow, TURN), IN_KEPT_CHUNK);
    }

    private boolean wasKept(MappedRows rows, int row) {
        return keys.get(
                        rows.keyHigh(row) ^ Long.rotateLeft(rows.printHigh(row), TURN),
                        rows.keyLow(row) ^ Long.rotateLeft(rows.printLow(row), TURN))
                != 0;
    }

    private void sortNew(MappedRows rows, int row, long known, Selection chosen) {
        if (known < 0) {
            keys.add(rows.keyHigh(row), rows.keyLow(row), IN_SOURCE);
        } else if (rests(known)) {
            run.counts().held.incrementAndGet();
            return;
        }
        chosen.add(row, Sidecar.ADDED);
    }

    private void sortKnown(MappedRows rows, int row, long known, Selection chosen) {
        boolean same =
                snapshot.printHigh(known) == rows.printHigh(row) && snapshot.printLow(known) == rows.printLow(row);
        boolean doubtful = snapshot.held(known);
        boolean rejectedBefore = snapshot.status(known) == EntryStatus.RETRY;
        if (rests(known)) {
            run.counts().held.incrementAndGet();
        } else if (same && !full && !doubtful && !rejectedBefore && !resendDue(known)) {
            run.counts().unchanged.incrementAndGet();
        } else {
            if (!same && !doubtful && !rejectedBefore) {
                run.counts().brakeChanged.incrementAndGet();
            }
            chosen.add(row, Sidecar.CHANGED);
        }
    }

    /** An earlier upload of the row has an unknown outcome and may still be under way. */
    private boolean rests(long known) {
        return snapshot.held(known) && snapshot.time(known) > now;
    }

    private boolean resendDue(long known) {
        return snapshot.status(known) == EntryStatus.SENT_UNVERIFIED && snapshot.time(known) <= now;
    }

    private void quarantine(MappedRows rows, long firstRow) {
        if (rows.problems().isEmpty()) {
            return;
        }
        List<QuarantinedRow> invalid = new ArrayList<>();
        rows.problems()
                .forEach((row, problem) -> invalid.add(new QuarantinedRow(
                        QuarantinedRow.Kind.INVALID,
                        firstRow + row,
                        null,
                        problem.reason(),
                        problem.field(),
                        problem.sentence(),
                        problem.maskedKey())));
        run.store().inTransaction(() -> {
            run.store().runs().mustHold(run.runId(), run.owner());
            run.store().quarantine().add(run.flow().id(), run.runId(), invalid, run.now());
        });
        run.counts().invalid.addAndGet(invalid.size());
    }

    private String maskedKey(MappedRows rows, int row) {
        int column =
                rows.header(rows.columnSet(row)).indexOf(run.flow().mapping().identifier());
        return Redaction.person(rows.cell(row, column).strip());
    }

    private Problem duplicate(String maskedKey) {
        String field = run.flow().mapping().identifier();
        return new Problem(
                "duplicate-identifier",
                field,
                "The same " + field + " stood in an earlier row; the first one counts.",
                maskedKey);
    }

    private static Problem tooLarge(String maskedKey) {
        return new Problem(
                "row-too-large", "", "The row is longer than a whole file may be (x-rai-csv.max-bytes).", maskedKey);
    }
}
