package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows that need a person; never dropped before their run is. */
public final class QuarantineStore {
    private static final String INSERT = """
            insert into quarantine (flow, run_id, kind, row_no, chunk, reason, field, sentence, masked_key, noted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Jdbc jdbc;

    QuarantineStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    public void add(String flow, String runId, Collection<QuarantinedRow> rows, OffsetDateTime at) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batch(
                INSERT,
                rows.stream()
                        .map(row -> new @Nullable Object[] {
                            flow,
                            runId,
                            row.kind().word(),
                            row.row(),
                            row.chunk(),
                            row.reason(),
                            row.field(),
                            clip(row.sentence(), 1000),
                            clip(row.maskedKey(), 300),
                            at
                        })
                        .toList());
    }

    /** Forgets what our own checks noted; a resumed run reads and checks again. */
    public void forgetInvalid(String runId) {
        jdbc.update("delete from quarantine where run_id = ? and kind = 'invalid'", runId);
    }

    /** Forgets all rows of an ended run. */
    public void forget(String runId) {
        jdbc.update("delete from quarantine where run_id = ?", runId);
    }

    /** The first rows of a run in order of their noting. */
    public List<QuarantinedRow> of(String runId, int limit) {
        return jdbc.list(
                "select * from quarantine where run_id = ? order by id limit ?",
                row -> new QuarantinedRow(
                        QuarantinedRow.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getLong("row_no"),
                        row.getObject("chunk", Integer.class),
                        row.getString("reason"),
                        row.getString("field"),
                        row.getString("sentence"),
                        row.getString("masked_key")),
                runId,
                limit);
    }

    public long count(String runId) {
        return jdbc.one("select count(*) from quarantine where run_id = ?", row -> row.getLong(1), runId)
                .orElse(0L);
    }

    private static String clip(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
