package ai.returning.routes.emulator.crm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** The two limits of calls the stand-in keeps: within a rolling window, and of a day. Thread-safe; none at first. */
final class CallLimits {
    private static final String HEADER = "X-HubSpot-RateLimit-";

    private final Deque<Long> window = new ArrayDeque<>();
    private int perWindow = Integer.MAX_VALUE;
    private long windowNanos;
    private int aDay = Integer.MAX_VALUE;
    private int today;

    /** @param window ten seconds at HubSpot */
    synchronized void window(int calls, Duration window) {
        perWindow = calls;
        windowNanos = window.toNanos();
    }

    /** Begins a day with so many calls. */
    synchronized void day(int calls) {
        aDay = calls;
        today = 0;
    }

    /** Counts a call; the name of the limit it breaks, which does not count it, or an empty text. */
    synchronized String broken(long nanos) {
        while (!window.isEmpty() && nanos - window.getFirst() >= windowNanos) {
            window.removeFirst();
        }
        if (today >= aDay) {
            return "DAILY";
        }
        if (window.size() >= perWindow) {
            return "TEN_SECONDLY_ROLLING";
        }
        today++;
        if (perWindow != Integer.MAX_VALUE) {
            window.addLast(nanos);
        }
        return "";
    }

    /** What answers say of the limits. */
    synchronized Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        if (perWindow != Integer.MAX_VALUE) {
            headers.put(HEADER + "Max", Integer.toString(perWindow));
            headers.put(HEADER + "Remaining", Integer.toString(perWindow - window.size()));
            headers.put(HEADER + "Interval-Milliseconds", Long.toString(windowNanos / 1_000_000));
        }
        if (aDay != Integer.MAX_VALUE) {
            headers.put(HEADER + "Daily", Integer.toString(aDay));
            headers.put(HEADER + "Daily-Remaining", Integer.toString(aDay - today));
        }
        return headers;
    }
}
