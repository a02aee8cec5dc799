package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks and their states. Every move names the state it starts from and counts the rows it touched. */
public final class ChunkStore {
    private static final String INSERT = """
            insert into sync_chunk (flow, serial, run_id, state, file_name, sha256, row_count, byte_count, added_rows,
                changed_rows, resent, jobs_hidden)
            select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, false
            where exists (select 1 from sync_run where run_id = ? and owner = ? and open_flow is not null)
            """;

    private static final String MOVE = """
            update sync_chunk set state = ?, resent = ?, job_id = ?, sent_at = ?, failed_at = ?, settled_at = ?,
                rejected_rows = ?, jobs_hidden = ?, note = ?
            where flow = ? and serial = ? and state = ?
              and exists (select 1 from sync_run where run_id = ? and owner = ? and open_flow is not null)
            """;

    private final Jdbc jdbc;

    ChunkStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Records the intent to send; RUN_STATE_LOST if the run is not ours. */
    public void intend(ChunkRow chunk, String owner) {
        int rows = jdbc.update(
                INSERT,
                chunk.flow(),
                chunk.serial(),
                chunk.runId(),
                ChunkState.INTENT.word(),
                chunk.fileName(),
                chunk.sha256(),
                chunk.rows(),
                chunk.bytes(),
                chunk.added(),
                chunk.changed(),
                chunk.runId(),
                owner);
        if (rows != 1) {
            throw new RaiException(
                    ErrorCode.RUN_STATE_LOST,
                    "Chunk " + chunk.serial() + " of run " + chunk.runId()
                            + " could not be noted: the run is held by another process.");
        }
    }

    /** Moves a chunk from one state to that of {@code next}; RUN_STATE_LOST if it stands elsewhere or is not ours. */
    public void move(ChunkState from, ChunkRow next, String owner, @Nullable OffsetDateTime settledAt) {
        int rows = jdbc.update(
                MOVE,
                next.state().word(),
                next.resent(),
                next.jobId(),
                next.sentAt(),
                next.failedAt(),
                settledAt,
                next.rejected().isEmpty() ? null : next.rejected().toByteArray(),
                next.jobsHidden(),
                clip(next.note()),
                next.flow(),
                next.serial(),
                from.word(),
                next.runId(),
                owner);
        if (rows != 1) {
            throw new RaiException(
                    ErrorCode.RUN_STATE_LOST,
                    "Chunk " + next.serial() + " of run " + next.runId() + " could not go from " + from.word() + " to "
                            + next.state().word() + ": the run is held by another process.");
        }
    }

    /** Forgets chunks of which nothing has left. */
    public void forgetIntents(String runId) {
        jdbc.update("delete from sync_chunk where run_id = ? and state = ?", runId, ChunkState.INTENT.word());
    }

    /** Forgets the chunks of an ended run. */
    public void forget(String runId) {
        jdbc.update("delete from sync_chunk where run_id = ?", runId);
    }

    public List<ChunkRow> of(String runId) {
        return jdbc.list("select * from sync_chunk where run_id = ? order by serial", ChunkStore::read, runId);
    }

    /** The highest serial a flow has used; 0 if none. */
    public int lastSerial(String flow) {
        return jdbc.one("select max(serial) from sync_chunk where flow = ?", row -> row.getInt(1), flow)
                .orElse(0);
    }

    private static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    private static ChunkRow read(ResultSet row) throws SQLException {
        byte[] rejected = row.getBytes("rejected_rows");
        return new ChunkRow(
                row.getString("flow"),
                row.getInt("serial"),
                row.getString("run_id"),
                ChunkState.of(row.getString("state")),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getInt("row_count"),
                row.getLong("byte_count"),
                row.getInt("added_rows"),
                row.getInt("changed_rows"),
                row.getBoolean("resent"),
                row.getString("job_id"),
                row.getObject("sent_at", OffsetDateTime.class),
                row.getObject("failed_at", OffsetDateTime.class),
                rejected == null ? new BitSet() : BitSet.valueOf(rejected),
                row.getBoolean("jobs_hidden"),
                row.getString("note"));
    }
}
