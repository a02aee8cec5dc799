package ai.returning.routes.emulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calls the emulator has seen since it started: the newest 20,000 of them, and the count of each operation. */
public final class RequestLog {
    private static final int KEPT = 20_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    RequestLog() {}

    synchronized Entry begin(String operation, String method, String path, Instant time) {
        Entry entry = new Entry(operation, counts.merge(operation, 1, Integer::sum), time, method, path);
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
        return entry;
    }

    /** Calls in order of arrival. */
    public synchronized List<RecordedRequest> all() {
        return entries.stream().map(Entry::view).toList();
    }

    /** Calls of one operation in order of arrival. */
    public List<RecordedRequest> of(String operation) {
        return all().stream()
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    /** How often an operation was called. */
    public synchronized int count(String operation) {
        return counts.getOrDefault(operation, 0);
    }

    /** Calls by operation. */
    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** A call while it is worked on. */
    static final class Entry {
        private final String operation;
        private final int nth;
        private final Instant time;
        private final String method;
        private final String path;
        private int status;
        private @Nullable String fileName;
        private int rows;
        private @Nullable String sha256;

        Entry(String operation, int nth, Instant time, String method, String path) {
            this.operation = operation;
            this.nth = nth;
            this.time = time;
            this.method = method;
            this.path = path;
        }

        synchronized void answered(int number) {
            status = number;
        }

        synchronized void uploaded(@Nullable String name, String hash) {
            fileName = name;
            sha256 = hash;
        }

        synchronized void counted(int number) {
            rows = number;
        }

        synchronized RecordedRequest view() {
            return new RecordedRequest(operation, nth, time, method, path, status, fileName, rows, sha256);
        }
    }
}
