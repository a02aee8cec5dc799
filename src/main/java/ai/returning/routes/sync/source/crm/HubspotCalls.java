package ai.returning.routes.sync.source.crm;

import ai.returning.routes.crm.Closing;
import ai.returning.routes.crm.CrmAnswer;
import ai.returning.routes.crm.CrmHttp;
import ai.returning.routes.crm.Pace;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of one reading: paced, repeated where they are only asked to wait or where a server stumbles. */
final class HubspotCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubspotCalls.class);
    private static final String DAILY_LEFT = "x-hubspot-ratelimit-daily-remaining";
    /** The span of the limit that is asked for most often. */
    private static final Duration THROTTLED = Duration.ofSeconds(10);

    private final HubspotSettings settings;
    private final HubspotErrors errors;
    private final CrmHttp http;
    private final Closing closing;
    private final Pace second;
    private final Pace tenSeconds;
    private @Nullable Instant serverTime;

    HubspotCalls(HubspotSettings settings) {
        this.settings = settings;
        this.errors = new HubspotErrors(settings);
        this.closing = new Closing(settings.shown());
        this.http = new CrmHttp(
                settings.patience().connectLimit(), settings.patience().answerLimit());
        this.second = new Pace(settings.limits().perSecond(), Duration.ofSeconds(1));
        this.tenSeconds = new Pace(settings.limits().perTenSeconds(), Duration.ofSeconds(10));
    }

    /** One request as it is sent. */
    @FunctionalInterface
    private interface Request {
        CrmAnswer send(CrmHttp http) throws IOException;
    }

    /** The clock of the server at its first answer; empty if it tells none. */
    Optional<Instant> serverTime() {
        return Optional.ofNullable(serverTime);
    }

    JsonNode properties() {
        URI uri = URI.create(settings.url() + settings.paths().properties());
        CrmAnswer answer = call(http -> http.get(uri, settings.token()));
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw errors.unreadable(e);
        }
    }

    HubspotPage search(byte[] body, HubspotPageReader reader) {
        URI uri = URI.create(settings.url() + settings.paths().search());
        CrmAnswer answer = call(http -> http.json("POST", uri, settings.token(), body));
        try {
            return reader.read(answer.body());
        } catch (IOException e) {
            throw errors.unreadable(e);
        }
    }

    /** Reading only: a repeated call does no harm. */
    private CrmAnswer call(Request request) {
        Duration wait = settings.patience().firstWait();
        Duration throttled = Duration.ZERO;
        int broken = 0;
        while (true) {
            closing.pause(longer(second.next(System.nanoTime()), tenSeconds.next(System.nanoTime())));
            CrmAnswer answer = sent(request, broken + 1);
            if (answer != null && answer.status() == 200) {
                return answer;
            }
            if (answer != null && answer.status() == 429) {
                // One that asks for no wait at all is not asked without end either.
                Duration asked = longer(
                        errors.throttle(answer).orElse(THROTTLED),
                        settings.patience().firstWait());
                throttled = throttled.plus(asked);
                if (throttled.compareTo(settings.patience().longestThrottle()) > 0) {
                    throw errors.throttledTooLong(throttled);
                }
                LOG.info("{} asks to slow down; the next call waits {} ms", settings.shown(), asked.toMillis());
                closing.pause(asked);
                continue;
            }
            if (answer != null && answer.status() < 500) {
                throw errors.refused(answer);
            }
            if (++broken >= settings.patience().attempts()) {
                throw errors.unavailable(answer, broken);
            }
            closing.pause(wait);
            wait = shorter(wait.multipliedBy(2), settings.patience().longestWait());
        }
    }

    /** Null if the call broke. */
    private @Nullable CrmAnswer sent(Request request, int attempt) {
        try {
            CrmAnswer answer = request.send(http);
            note(answer);
            return answer;
        } catch (IOException e) {
            if (closing.isClosed()) {
                throw new RaiException(ErrorCode.RUN_STOPPED, settings.shown() + " was closed.", e);
            }
            LOG.warn(
                    "{}: a call broke off ({}), attempt {}",
                    settings.shown(),
                    e.getClass().getSimpleName(),
                    attempt);
            return null;
        }
    }

    private void note(CrmAnswer answer) {
        String date = answer.header("date");
        if (serverTime == null && date != null) {
            try {
                serverTime = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeException e) {
                LOG.debug("{} tells an unreadable time", settings.shown(), e);
            }
        }
        String left = answer.header(DAILY_LEFT);
        if (left != null && left.matches("\\d{1,9}") && settings.limits().dailyReserve() > Integer.parseInt(left)) {
            throw errors.dailyReserve(left);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        closing.close();
        http.close();
    }
}
