package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows that need a person; never dropped before their run is. */
public final class QuarantineStore {
    private static final String INSERT = """
            insert into quarantine (flow, run_id, kind, row_no, chunk, reason, field, sentence, masked_key, noted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** What older runs left was read again by the latest one. */
    private static final String LATEST = """
             from quarantine where run_id in (
                select r.run_id from sync_run r where r.started_at = (
                    select max(o.started_at) from sync_run o where o.flow = r.flow))
              and (cast(? as varchar) is null or flow = ?)""";

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
                "select * from quarantine where run_id = ? order by id limit ?", QuarantineStore::read, runId, limit);
    }

    /** Rows of the latest run of each flow, the newest first; of all flows if {@code flow} is null. */
    public List<NotedRow> latest(@Nullable String flow, @Nullable String reason, int limit) {
        return jdbc.list(
                "select *" + LATEST + " and (cast(? as varchar) is null or reason = ?) order by id desc limit ?",
                QuarantineStore::noted,
                flow,
                flow,
                reason,
                reason,
                limit);
    }

    /** How many rows the latest run of each flow left. */
    public long countLatest(@Nullable String flow) {
        return jdbc.one("select count(*)" + LATEST, row -> row.getLong(1), flow, flow)
                .orElse(0L);
    }

    /** Rows of any run that is kept, by the masked key of their user; the newest first. */
    public List<NotedRow> ofKey(String maskedKey, int limit) {
        return jdbc.list(
                "select * from quarantine where masked_key = ? order by id desc limit ?",
                QuarantineStore::noted,
                maskedKey,
                limit);
    }

    /** One row. */
    public Optional<NotedRow> find(long id) {
        return jdbc.one("select * from quarantine where id = ?", QuarantineStore::noted, id);
    }

    private static NotedRow noted(ResultSet row) throws SQLException {
        return new NotedRow(
                row.getLong("id"),
                row.getString("flow"),
                row.getString("run_id"),
                row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                read(row));
    }

    private static QuarantinedRow read(ResultSet row) throws SQLException {
        return new QuarantinedRow(
                QuarantinedRow.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getLong("row_no"),
                row.getObject("chunk", Integer.class),
                row.getString("reason"),
                row.getString("field"),
                row.getString("sentence"),
                row.getString("masked_key"));
    }

    public long count(String runId) {
        return jdbc.one("select count(*) from quarantine where run_id = ?", row -> row.getLong(1), runId)
                .orElse(0L);
    }

    private static String clip(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
