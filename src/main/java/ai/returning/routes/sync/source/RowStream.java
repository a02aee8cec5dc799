package ai.returning.routes.sync.source;

import org.jspecify.annotations.Nullable;

/** An open reading. Read by one thread. */
public interface RowStream extends AutoCloseable {
    SourceColumns columns();

    /**
     * The next batch, or null once the source itself has reported its end ({@link #exhausted} is then true). After
     * {@link #close} it is null too, and {@link #exhausted} stays as it was.
     *
     * @throws ai.returning.routes.support.RaiException SOURCE_UNAVAILABLE when the connection breaks, SOURCE_REFUSED
     *     when the source reports an error
     */
    @Nullable
    RawRows next();

    /** True only after the source itself has said that there is no further row. */
    boolean exhausted();

    /**
     * Whether the rows are all there are, as those of a query. A source of changes, and a file, show a part: what they
     * do not show is not gone, and none at all is no alarm.
     */
    default boolean showsAll() {
        return true;
    }

    /**
     * The rows are dealt with: the run that read them to the end has ended done, or done with rejects. The source may
     * move its checkpoint and put files away. A process that dies before this call reads the same rows again, which the
     * snapshot then finds unchanged.
     */
    default void settled(String runId) {}

    /** Ends the reading early or late; gives the connection back. Safe to call from another thread and twice. */
    @Override
    void close();
}
