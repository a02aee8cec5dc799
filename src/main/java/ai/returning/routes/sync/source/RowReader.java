package ai.returning.routes.sync.source;

/** Rows one after the other; what a new kind of source writes. {@link ReaderRowStream} makes batches of them. */
public interface RowReader {
    SourceColumns columns();

    /**
     * Appends the next row, or returns false if the source has said that there is none.
     *
     * @throws ai.returning.routes.support.RaiException with what to do, if the source fails or holds something else
     */
    boolean readRow(RawRows into);

    /** {@link RowStream#showsAll}. */
    boolean showsAll();

    /** {@link RowStream#settled}. */
    void settled(String runId);

    /** Gives back what is held; wakes a read under way, which may then fail in any way. Called once. */
    void close();
}
