package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import java.time.Instant;
import java.util.Optional;

/** What the state remembers of sources: files that were dealt with, and how far changes have been read. */
public final class SourceStore {
    private final Jdbc jdbc;

    SourceStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A file that was dealt with.
     *
     * @param hash SHA-256 of its bytes, hexadecimal
     * @param bytes its size
     */
    public record TakenFile(String hash, String name, long bytes, String runId, Instant at) {}

    /** The file of this content that the flow has dealt with before. */
    public Optional<TakenFile> taken(String flow, String source, String hash) {
        return jdbc.one(
                "select content_hash, name, bytes, run_id, taken_at from source_file"
                        + " where flow = ? and source = ? and content_hash = ?",
                row -> new TakenFile(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5))),
                flow,
                source,
                hash);
    }

    /** Notes that a file is dealt with; the latest note of a content stays. */
    public void take(String flow, String source, TakenFile file) {
        jdbc.inRepeatedTransaction(same -> {
            same.update(
                    "delete from source_file where flow = ? and source = ? and content_hash = ?",
                    flow,
                    source,
                    file.hash());
            return same.update(
                    "insert into source_file (flow, source, content_hash, name, bytes, run_id, taken_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    flow,
                    source,
                    file.hash(),
                    file.name(),
                    file.bytes(),
                    file.runId(),
                    file.at().toEpochMilli());
        });
    }

    /** How far the flow has read the source; empty if it never has. */
    public Optional<String> checkpoint(String flow, String source) {
        return jdbc.one(
                "select position from source_checkpoint where flow = ? and source = ?",
                row -> row.getString(1),
                flow,
                source);
    }

    /** Moves the checkpoint. */
    public void moveCheckpoint(String flow, String source, String position, String runId, Instant at) {
        jdbc.inRepeatedTransaction(same -> {
            same.update("delete from source_checkpoint where flow = ? and source = ?", flow, source);
            return same.update(
                    "insert into source_checkpoint (flow, source, position, run_id, moved_at) values (?, ?, ?, ?, ?)",
                    flow,
                    source,
                    position,
                    runId,
                    at.toEpochMilli());
        });
    }
}
