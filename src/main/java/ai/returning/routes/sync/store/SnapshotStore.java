package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Snapshot blocks by flow and generation. A new generation replaces the old one within the caller's transaction. */
public final class SnapshotStore {
    private final Jdbc jdbc;

    SnapshotStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** One stored block. */
    public interface BlockUse {
        void block(int part, byte[] block);
    }

    /** Generation of the flow's snapshot; empty if it never had one. */
    public Optional<Long> generation(String flow) {
        return jdbc.one("select generation from snapshot where flow = ?", row -> row.getLong(1), flow);
    }

    /** Hands out every block of a generation, one at a time. */
    public void read(String flow, long generation, BlockUse use) {
        List<Integer> parts = jdbc.list(
                "select part from snapshot_block where flow = ? and generation = ? order by part",
                row -> row.getInt(1),
                flow,
                generation);
        for (int from = 0; from < parts.size(); from += 16) {
            int last = parts.get(Math.min(from + 16, parts.size()) - 1);
            jdbc.list(
                            "select part, block from snapshot_block where flow = ? and generation = ? and part between ?"
                                    + " and ? order by part",
                            row -> new Block(row.getInt(1), row.getBytes(2)),
                            flow,
                            generation,
                            parts.get(from),
                            last)
                    .forEach(block -> use.block(block.part, block.bytes));
        }
    }

    private record Block(int part, byte[] bytes) {}

    public void write(String flow, long generation, int part, byte[] block) {
        jdbc.update(
                "insert into snapshot_block (flow, generation, part, block) values (?, ?, ?, ?)",
                flow,
                generation,
                part,
                block);
    }

    /** Makes a generation the flow's snapshot and removes every other one. */
    public void swap(String flow, @Nullable Long old, long generation, long entries) {
        jdbc.update("delete from snapshot_block where flow = ? and generation <> ?", flow, generation);
        if (old == null) {
            jdbc.update("insert into snapshot (flow, generation, entries) values (?, ?, ?)", flow, generation, entries);
        } else {
            jdbc.update("update snapshot set generation = ?, entries = ? where flow = ?", generation, entries, flow);
        }
    }
}
