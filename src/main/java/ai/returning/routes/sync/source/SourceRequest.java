package ai.returning.routes.sync.source;

import java.util.List;

/**
 * What a run asks of a source.
 *
 * @param flow the flow that reads; checkpoints belong to a flow and a source
 * @param query SQL text; empty for sources that take none
 * @param columns the columns the mapping reads; sources that can choose give just these
 * @param limit at most so many rows; 0 for all
 * @param batchRows rows a batch
 * @param mapping hash of what decides what a row becomes; under another one a source of changes starts from the first
 *     row again
 * @param full true: a source of changes shows all rows
 */
public record SourceRequest(
        String flow, String query, List<String> columns, long limit, int batchRows, String mapping, boolean full) {
    public SourceRequest {
        columns = List.copyOf(columns);
    }

    /** What changed, under a mapping that never changes. */
    public SourceRequest(String flow, String query, List<String> columns, long limit, int batchRows) {
        this(flow, query, columns, limit, batchRows, "", false);
    }

    /** A query outside any flow. */
    public static SourceRequest of(String query, long limit, int batchRows) {
        return new SourceRequest("", query, List.of(), limit, batchRows);
    }
}
