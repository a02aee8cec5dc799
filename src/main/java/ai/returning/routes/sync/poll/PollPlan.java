package ai.returning.routes.sync.poll;

/**
 * What a route polls.
 *
 * @param flow the flow; its cursor is kept under this name
 * @param source name of the source
 * @param sql the query, with {@code :cursor}, ordered by the cursor's column
 * @param column the cursor's column
 * @param start where the first reading of all begins
 * @param overlap how far before the cursor each reading begins
 * @param batch rows that are handed on at a time
 */
public record PollPlan(
        String flow, String source, String sql, String column, CursorValue start, Overlap overlap, int batch) {}
