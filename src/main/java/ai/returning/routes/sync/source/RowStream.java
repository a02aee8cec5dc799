package ai.returning.routes.sync.source;

import org.jspecify.annotations.Nullable;

/** An open query. Read by one thread. */
public interface RowStream extends AutoCloseable {
    SourceColumns columns();

    /**
     * The next batch, or null once the cursor itself has reported the end of the result ({@link #exhausted} is then
     * true). After {@link #close} it is null too, and {@link #exhausted} stays as it was.
     *
     * @throws ai.returning.routes.support.RaiException SOURCE_UNAVAILABLE when the connection breaks, SOURCE_REFUSED
     *     when the database reports an error
     */
    @Nullable
    RawRows next();

    /** True only after the cursor itself has said that there is no further row. */
    boolean exhausted();

    /** Ends the query early or late; gives the connection back. Safe to call from another thread and twice. */
    @Override
    void close();
}
