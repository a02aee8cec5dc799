package ai.returning.routes.inbox.front;

import ai.returning.routes.support.Redaction;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells why messages are refused: the first of an endpoint at once, then at most one line a minute with their number. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int LONGEST = 300;

    private record Told(long at, long untold) {}

    private final Map<String, Told> told = new ConcurrentHashMap<>();

    void refused(String endpoint, String sentence) {
        long now = System.nanoTime();
        told.compute(endpoint, (key, last) -> {
            if (last != null && now - last.at() < PAUSE_NANOS) {
                return new Told(last.at(), last.untold() + 1);
            }
            LOG.warn(
                    "Webhook refused: endpoint={} reason={} refused-before={}",
                    endpoint,
                    Redaction.clip(sentence, LONGEST),
                    last == null ? 0 : last.untold());
            return new Told(now, 0);
        });
    }
}
