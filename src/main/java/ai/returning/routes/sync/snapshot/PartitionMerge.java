package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.ABSENT;
import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;
import static ai.returning.routes.sync.snapshot.EntryLayout.CHANGE_TO_HELD;
import static ai.returning.routes.sync.snapshot.EntryLayout.CHANGE_TO_RETRY;
import static ai.returning.routes.sync.snapshot.EntryLayout.CHUNK;
import static ai.returning.routes.sync.snapshot.EntryLayout.HELD;
import static ai.returning.routes.sync.snapshot.EntryLayout.KEY_HIGH;
import static ai.returning.routes.sync.snapshot.EntryLayout.KEY_LOW;
import static ai.returning.routes.sync.snapshot.EntryLayout.REMOVED;
import static ai.returning.routes.sync.snapshot.EntryLayout.ROW_AND_STATUS;
import static ai.returning.routes.sync.snapshot.EntryLayout.TIME;

import ai.returning.routes.sync.snapshot.SnapshotMerge.Merged;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Merges old entries and new records one partition at a time; its arrays are as large as the largest partition. */
final class PartitionMerge {
    /** The largest array a virtual machine is sure to give. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final EntrySpill spill;
    private final SnapshotView old;
    private final boolean dropUnseen;
    private final boolean onlyChanges;
    private final EntrySort order = new EntrySort();

    private ByteBuffer records = ByteBuffer.allocate(0);
    private ByteBuffer block = ByteBuffer.allocate(0);
    private int partition;
    /** Where the entry in hand stands in the block; an entry is taken up by moving on. */
    private int at;

    private long entries;
    private long absent;
    private long dropped;

    /** @param onlyChanges gives the entries that became others, and marks of those that went, instead of all */
    PartitionMerge(EntrySpill spill, SnapshotView old, boolean dropUnseen, boolean onlyChanges) {
        this.spill = spill;
        this.old = old;
        this.dropUnseen = dropUnseen;
        this.onlyChanges = onlyChanges;
        if (onlyChanges) {
            entries = old.size();
            absent = old.absentEntries();
        }
    }

    Merged merged() {
        return new Merged(entries, absent, dropped);
    }

    void write(int wanted, BlockWriter out) {
        merge(wanted);
        SnapshotBlock.seal(SnapshotBlock.BLOCK, block.array(), partition, (at - SnapshotBlock.HEADER) / BYTES);
        out.write(partition, block.array(), at);
    }

    void append(int wanted, ByteArrayOutputStream out) {
        merge(wanted);
        out.write(block.array(), SnapshotBlock.HEADER, at - SnapshotBlock.HEADER);
    }

    private void merge(int wanted) {
        partition = wanted;
        int count = spill.count(partition);
        records = withRoom(records, count * (long) BYTES);
        spill.copy(partition, records.array());
        order.sort(records.array(), count);
        block = withRoom(block, SnapshotBlock.bytes((long) count + SnapshotView.entries(old.partition(partition))));
        at = SnapshotBlock.HEADER;
        mergeRecords(count);
    }

    private void mergeRecords(int count) {
        ByteBuffer before = old.partition(partition);
        int oldCount = SnapshotView.entries(before);
        int slot = next(0, oldCount);
        for (int place = 0; place < count; ) {
            int record = order.at(place) * BYTES;
            long keyHigh = records.getLong(record + KEY_HIGH);
            long keyLow = records.getLong(record + KEY_LOW);
            int compared = -1;
            while (slot < oldCount && (compared = EntryLayout.compareKey(before, slot * BYTES, keyHigh, keyLow)) < 0) {
                keep(before, slot);
                slot = next(slot + 1, oldCount);
            }
            boolean inHand = slot < oldCount && compared == 0;
            int known = inHand ? slot : onlyChanges ? (int) old.find(keyHigh, keyLow) : -1;
            slot = inHand ? next(slot + 1, oldCount) : slot;
            if (known >= 0) {
                before.get(known * BYTES, block.array(), at, BYTES);
            }
            place = apply(known >= 0, place, count, keyHigh, keyLow);
        }
        while (slot < oldCount) {
            keep(before, slot);
            slot = next(slot + 1, oldCount);
        }
    }

    /** The next old entry that counts without a record of its own: each, or where only changes do each that goes. */
    private int next(int slot, int oldCount) {
        if (!onlyChanges) {
            return slot;
        }
        return dropUnseen ? old.nextUnseen(partition, slot) : oldCount;
    }

    /** Takes over an old entry that the run did not touch, unless the source no longer shows it. */
    private void keep(ByteBuffer before, int slot) {
        before.get(slot * BYTES, block.array(), at, BYTES);
        if (!dropUnseen || old.wasSeen(partition, slot)) {
            take();
            return;
        }
        dropped += flag(ABSENT) ? 0 : 1;
        if (onlyChanges) {
            forget();
            remove();
        }
    }

    /** Takes the entry in hand up. */
    private void take() {
        entries++;
        absent += flag(ABSENT) ? 1 : 0;
        at += BYTES;
    }

    /** Takes the entry in hand out of the figures. */
    private void forget() {
        entries--;
        absent -= flag(ABSENT) ? 1 : 0;
    }

    private void remove() {
        setRowAndStatus(REMOVED);
        at += BYTES;
    }

    /** Lets all records of one key act in turn on the entry in hand; returns the place behind them. */
    private int apply(boolean known, int place, int count, long keyHigh, long keyLow) {
        boolean there = known;
        if (known && onlyChanges) {
            forget();
        }
        int next = place;
        do {
            there = apply(there, order.at(next++) * BYTES);
        } while (next < count && EntryLayout.compareKey(records, order.at(next) * BYTES, keyHigh, keyLow) == 0);
        if (there) {
            take();
        } else if (known && onlyChanges) {
            remove();
        }
        return next;
    }

    /** Lets a record act; returns whether there is an entry in hand afterwards. */
    private boolean apply(boolean there, int record) {
        int change = records.getInt(record + ROW_AND_STATUS);
        if ((change & CHANGE_TO_RETRY) != 0) {
            return there && retry();
        }
        if ((change & CHANGE_TO_HELD) == 0) {
            records.get(record, block.array(), at, BYTES);
        } else if (there) {
            hold(record);
        } else {
            records.get(record, block.array(), at, BYTES);
            setRowAndStatus(EntryLayout.row(change) | HELD | ABSENT);
        }
        return true;
    }

    private boolean retry() {
        setRowAndStatus(EntryLayout.withStatus(rowAndStatus(), EntryStatus.RETRY));
        return !flag(ABSENT);
    }

    private void hold(int record) {
        block.putInt(at + TIME, records.getInt(record + TIME));
        if (flag(ABSENT)) {
            block.putInt(at + CHUNK, records.getInt(record + CHUNK));
            setRowAndStatus(EntryLayout.row(records.getInt(record + ROW_AND_STATUS)) | ABSENT);
        }
        setRowAndStatus(rowAndStatus() | HELD);
    }

    private boolean flag(int flag) {
        return (rowAndStatus() & flag) != 0;
    }

    private int rowAndStatus() {
        return block.getInt(at + ROW_AND_STATUS);
    }

    private void setRowAndStatus(int value) {
        block.putInt(at + ROW_AND_STATUS, value);
    }

    /** The buffer, or a larger one; contents are not kept. */
    private static ByteBuffer withRoom(ByteBuffer buffer, long bytes) {
        return buffer.capacity() >= bytes ? buffer : ByteBuffer.allocate((int) Math.min(bytes + bytes / 8, LARGEST));
    }
}
