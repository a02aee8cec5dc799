package ai.returning.routes.client;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Reads a Retry-After header, seconds or HTTP date, and keeps it within bounds. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,400}");

    private final Clock clock;
    private final Duration floor;
    private final Duration cap;

    RetryAfter(Clock clock, ClientSettings.Limits limits) {
        this.clock = clock;
        this.floor = limits.retryAfterFloor();
        this.cap = limits.retryAfterCap();
    }

    /** The wait asked for, or null if the header is missing or makes no sense. */
    @Nullable
    Duration read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (SECONDS.matcher(value).matches()) {
            return bounded(seconds(value));
        }
        Instant date = DateUtils.parseStandardDate(value);
        return date == null ? null : bounded(Duration.between(clock.instant(), date));
    }

    private Duration seconds(String value) {
        if (value.startsWith("-")) {
            return floor;
        }
        BigInteger most = BigInteger.valueOf(cap.toSeconds() + 1);
        return Duration.ofSeconds(new BigInteger(value).min(most).longValueExact());
    }

    private Duration bounded(Duration asked) {
        if (asked.compareTo(floor) < 0) {
            return floor;
        }
        return asked.compareTo(cap) > 0 ? cap : asked;
    }
}
