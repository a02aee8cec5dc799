package ai.returning.routes.sync;

/** What a run did with each row it read. Counts are rows. */
public record Books(
        long read,
        long unchanged,
        long applied,
        long rejected,
        long invalid,
        long unverified,
        long skipped,
        /** Keys of the snapshot that the source no longer shows; stands beside the balance. */
        long gone,
        /** Sent rows whose key was not in the snapshot. */
        long added,
        /** Sent rows whose key was in it. */
        long changed) {

    public static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public long sent() {
        return applied + rejected + unverified;
    }

    /** The two equations every run must satisfy. */
    public boolean balance() {
        return read == unchanged + applied + rejected + invalid + unverified + skipped && sent() == added + changed;
    }
}
