package ai.returning.routes.sync.poll;

import ai.returning.routes.sync.source.RowSource;

/** Databases that are polled, by name. */
public interface PollSources {
    /** The source, opened for one reading round; the caller closes it. */
    RowSource open(String name);

    /** Its JDBC URL, which tells how values are written. */
    String url(String name);
}
