package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot of each flow: blocks as a run wrote them whole, their generation being the base, and beside them what
 * later runs changed. A new generation counts once it is made current within the caller's transaction.
 */
public final class SnapshotStore {
    private final Jdbc jdbc;

    SnapshotStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** One stored block. */
    public interface BlockUse {
        void block(int part, byte[] block);
    }

    /**
     * What a flow's snapshot consists of.
     *
     * @param number generation of the snapshot
     * @param base generation of its blocks; changes from there to {@code number} come on top
     */
    public record Generation(long number, long base) {}

    /** The generation of the flow's snapshot; empty if it never had one. */
    public Optional<Generation> generation(String flow) {
        return jdbc.one(
                "select generation, base from snapshot where flow = ?",
                row -> new Generation(row.getLong(1), row.getLong(2)),
                flow);
    }

    /** Hands out every block of a base, one at a time. */
    public void read(String flow, long base, BlockUse use) {
        List<Integer> parts = jdbc.list(
                "select part from snapshot_block where flow = ? and generation = ? order by part",
                row -> row.getInt(1),
                flow,
                base);
        for (int from = 0; from < parts.size(); from += 16) {
            int last = parts.get(Math.min(from + 16, parts.size()) - 1);
            jdbc.list(
                            "select part, block from snapshot_block where flow = ? and generation = ? and part between ?"
                                    + " and ? order by part",
                            row -> new Block(row.getInt(1), row.getBytes(2)),
                            flow,
                            base,
                            parts.get(from),
                            last)
                    .forEach(block -> use.block(block.part, block.bytes));
        }
    }

    private record Block(int part, byte[] bytes) {}

    /** Changes on top of the base, oldest first. */
    public List<byte[]> changes(String flow, Generation generation) {
        return jdbc.list(
                "select block from snapshot_change where flow = ? and generation > ? and generation <= ?"
                        + " order by generation",
                row -> row.getBytes(1),
                flow,
                generation.base(),
                generation.number());
    }

    /** Removes blocks that a dead run wrote and never made current. */
    public void removeUnfinished(String flow) {
        jdbc.update(
                "delete from snapshot_block where flow = ? and generation <>"
                        + " coalesce((select base from snapshot where flow = ?), 0)",
                flow,
                flow);
    }

    public void write(String flow, long generation, int part, byte[] block) {
        jdbc.update(
                "insert into snapshot_block (flow, generation, part, block) values (?, ?, ?, ?)",
                flow,
                generation,
                part,
                block);
    }

    /** Makes blocks that were written the flow's snapshot and removes every other generation. */
    public void replace(String flow, long generation, long entries) {
        jdbc.update("delete from snapshot_block where flow = ? and generation <> ?", flow, generation);
        jdbc.update("delete from snapshot_change where flow = ?", flow);
        move(flow, generation, entries, generation);
    }

    /** Adds changes on top of the flow's snapshot. */
    public void change(String flow, Generation current, byte[] changes, long entries) {
        long next = current.number() + 1;
        jdbc.update("insert into snapshot_change (flow, generation, block) values (?, ?, ?)", flow, next, changes);
        move(flow, next, entries, current.base());
    }

    private void move(String flow, long generation, long entries, long base) {
        int moved = jdbc.update(
                "update snapshot set generation = ?, entries = ?, base = ? where flow = ?",
                generation,
                entries,
                base,
                flow);
        if (moved == 0) {
            jdbc.update(
                    "insert into snapshot (flow, generation, entries, base) values (?, ?, ?, ?)",
                    flow,
                    generation,
                    entries,
                    base);
        }
    }
}
