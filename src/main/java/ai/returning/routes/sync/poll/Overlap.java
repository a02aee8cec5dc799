package ai.returning.routes.sync.poll;

import ai.returning.routes.support.Durations;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.Optional;

/**
 * How far before the cursor each reading begins: a row that was written earlier and committed later than its neighbours
 * is found there.
 *
 * @param count for integers
 * @param time for timestamps
 */
public record Overlap(long count, Duration time) {
    /** No overlap. */
    public static final Overlap NONE = new Overlap(0, Duration.ZERO);

    /**
     * The overlap that a route writes for a cursor that starts there: a count or a duration, empty for none.
     *
     * @throws RaiException CONFIG_INVALID if it does not fit the kind of the cursor
     */
    public static Overlap parse(String text, CursorKind kind) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return NONE;
        }
        Optional<Duration> time = Durations.read(plain);
        boolean count = plain.matches("[0-9]{1,9}");
        return switch (kind) {
            case INTEGER -> {
                if (!count) {
                    throw wrong(text, "a number such as 100 is expected, for the cursor starts at an integer");
                }
                yield new Overlap(Long.parseLong(plain), Duration.ZERO);
            }
            case TIMESTAMP, LOCAL_TIMESTAMP ->
                new Overlap(
                        0,
                        time.orElseThrow(() ->
                                wrong(text, "a duration such as 5m is expected, for the cursor starts at a time")));
            case TEXT -> throw wrong(text, "a cursor of text has none; leave it out");
        };
    }

    boolean isNone() {
        return count == 0 && time.isZero();
    }

    private static RaiException wrong(String text, String rule) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "Option 'overlap' of returning-ai-sync:poll is '" + text + "': " + rule + ".");
    }
}
