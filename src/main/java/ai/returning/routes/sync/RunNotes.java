package ai.returning.routes.sync;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.sync.store.QuarantinedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sentences under the books: samples of rows that need a person, and what the run takes for granted. */
final class RunNotes {
    private static final int SAMPLES = 5;

    private RunNotes() {}

    /** The weakest evidence among the operations a run rests on. */
    static Evidence evidence(RunContext run) {
        return run.bulk().restsOn().stream()
                .map(Operation::evidence)
                .max(java.util.Comparator.naturalOrder())
                .orElse(Evidence.ASSUMED);
    }

    static String write(RunContext run, Books books, RunState state, Optional<String> sample) {
        List<String> notes = new ArrayList<>();
        if (books.invalid() + books.rejected() + books.unverified() > 0) {
            List<QuarantinedRow> rows = run.store().quarantine().of(run.runId(), SAMPLES);
            rows.forEach(row -> notes.add(sample(row)));
            long more = run.store().quarantine().count(run.runId()) - rows.size();
            if (more > 0) {
                notes.add("and " + more + " more in quarantine");
            }
        }
        long held = run.counts().held.get();
        if (held > 0) {
            notes.add(held
                    + " rows rest: the outcome of an earlier upload of them is unknown; they count as skipped and go"
                    + " out once their hold is over");
        }
        sample.ifPresent(notes::add);
        if (state == RunState.SETTLING) {
            notes.add("the API has not said what became of some accepted rows; the next start settles them first");
        }
        String assumed = run.bulk().restsOn().stream()
                .filter(operation -> operation.evidence() != Evidence.DOCUMENTED)
                .map(Operation::id)
                .collect(Collectors.joining(", "));
        if (!assumed.isEmpty()) {
            notes.add("rests on operations the vendor does not document in full: " + assumed);
        }
        return String.join("\n", notes).replace('\r', ' ');
    }

    private static String sample(QuarantinedRow row) {
        return switch (row.kind()) {
            case INVALID ->
                "invalid row " + row.row() + " of the source"
                        + (row.maskedKey().isEmpty() ? "" : ", " + row.maskedKey()) + ": " + row.sentence();
            case REJECTED ->
                row.reason().equals("whole-chunk")
                        ? "rejected " + row.sentence()
                        : "rejected " + row.maskedKey() + " (row " + (row.row() + 1) + " of chunk " + row.chunk()
                                + "): " + row.sentence();
            case UNVERIFIED -> "unverified " + row.sentence();
        };
    }
}
