package ai.returning.routes.bench.sink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What arrived since the last reset. Used by the one event loop only. */
final class Tally {
    /** One accepted file; it is complete from the start. */
    record Job(String id, String type, String fileName, long rows, Instant createdAt) {}

    private final List<Job> jobs = new ArrayList<>();
    private int latencyMillis;
    private long resets;
    private long uploads;
    private long rows;
    private long bytes;
    private long posts;
    private long queries;

    /** Forgets everything; a negative latency leaves the one that stands. */
    void reset(int latency) {
        jobs.clear();
        uploads = rows = bytes = posts = queries = 0;
        resets++;
        latencyMillis = latency < 0 ? latencyMillis : latency;
    }

    void upload(String type, String fileName, long csvRows, long bodyBytes) {
        uploads++;
        rows += csvRows;
        bytes += bodyBytes;
        jobs.add(new Job(String.format("%08x%016x", resets, uploads), type, fileName, csvRows, Instant.now()));
    }

    void post(long bodyBytes) {
        posts++;
        bytes += bodyBytes;
    }

    void query() {
        queries++;
    }

    List<Job> jobs() {
        return jobs;
    }

    int latencyMillis() {
        return latencyMillis;
    }

    String json() {
        return "{\"uploads\":" + uploads + ",\"rows\":" + rows + ",\"bytes\":" + bytes + ",\"posts\":" + posts
                + ",\"queries\":" + queries + ",\"latency\":" + latencyMillis + "}";
    }
}
