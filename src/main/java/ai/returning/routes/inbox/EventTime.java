package ai.returning.routes.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A time in a body: ISO 8601 with an offset, or a number of seconds or milliseconds since 1970. */
final class EventTime {
    /** Larger numbers are milliseconds: as seconds they are past the year 5000. */
    private static final long LAST_SECOND = 100_000_000_000L;

    private static final int LONGEST = 40;

    private EventTime() {}

    static Optional<Long> of(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
            long number = value.longValue();
            return Optional.of(number < LAST_SECOND ? number * 1000 : number);
        }
        String text = value.asText();
        if (!value.isTextual() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
