package ai.returning.routes.sync.source.crm;

import ai.returning.routes.crm.Closing;
import ai.returning.routes.crm.CrmAnswer;
import ai.returning.routes.crm.CrmErrors;
import ai.returning.routes.crm.CrmHttp;
import ai.returning.routes.crm.SalesforceSession;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of one reading: with a session that is begun anew when it ends, repeated where a server stumbles. */
final class SalesforceCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SalesforceCalls.class);
    private static final Duration THROTTLED = Duration.ofSeconds(5);
    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,9})/(\\d{1,9})");

    private final SalesforceSettings settings;
    private final SalesforceErrors errors;
    private final CrmHttp http;
    private final SalesforceSession session;
    private final Closing closing;

    SalesforceCalls(SalesforceSettings settings, Clock clock) {
        this.settings = settings;
        this.errors = new SalesforceErrors(settings);
        this.closing = new Closing(settings.shown());
        this.http = new CrmHttp(
                settings.patience().connectLimit(), settings.patience().answerLimit());
        this.session = new SalesforceSession(
                settings.shown(),
                settings.access(),
                http,
                clock,
                ErrorCode.SOURCE_REFUSED,
                ErrorCode.SOURCE_UNAVAILABLE);
    }

    SalesforceErrors errors() {
        return errors;
    }

    SalesforceSession session() {
        return session;
    }

    void pause(Duration time) {
        closing.pause(time);
    }

    /** @param path below the base of the org, from its slash on */
    JsonNode get(String path) {
        return json(call(token -> http.get(uri(path), token), answer -> answer));
    }

    JsonNode post(String path, JsonNode body) {
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        return json(call(token -> http.json("POST", uri(path), token, json), answer -> answer));
    }

    /** Tells the server that a thing is not needed any more; its answer does not matter. */
    void drop(String path) {
        try {
            http.send("DELETE", uri(path), session.token(), null, ContentType.APPLICATION_JSON);
        } catch (IOException e) {
            LOG.debug("{}: {} could not be removed", settings.shown(), path, e);
        }
    }

    /** A result that is read as it arrives; the caller closes it. */
    CrmHttp.Streamed stream(String path) {
        return call(token -> http.stream(uri(path), token, "text/csv"), CrmHttp.Streamed::answer);
    }

    private URI uri(String path) {
        return URI.create(session.base() + path);
    }

    /** One call as it is sent. */
    @FunctionalInterface
    private interface Request<T> {
        T send(String token) throws IOException;
    }

    /** What is known of an answer. */
    @FunctionalInterface
    private interface View<T> {
        CrmAnswer of(T answer);
    }

    /** Reading only, and jobs that are left alone: a repeated call does no harm. */
    private <T> T call(Request<T> request, View<T> view) {
        Duration wait = settings.patience().firstWait();
        Duration throttled = Duration.ZERO;
        boolean renewed = false;
        int broken = 0;
        while (true) {
            closing.pause(Duration.ZERO);
            String token = session.token();
            T got = null;
            IOException failure = null;
            try {
                got = request.send(token);
            } catch (IOException e) {
                failure = e;
            }
            CrmAnswer answer = got == null ? null : view.of(got);
            if (got != null && answer != null && answer.status() / 100 == 2) {
                watch(got, answer);
                return got;
            }
            if (answer != null && answer.status() == 401 && !renewed) {
                renewed = session.renew(token);
            } else if (answer != null && (answer.status() == 429 || answer.status() == 503)) {
                Duration asked = CrmErrors.retryAfter(answer).orElse(THROTTLED);
                // One that asks for no wait at all is not asked without end either.
                asked = asked.compareTo(settings.patience().firstWait()) > 0
                        ? asked
                        : settings.patience().firstWait();
                throttled = throttled.plus(asked);
                if (throttled.compareTo(settings.patience().longestThrottle()) > 0) {
                    throw errors.unavailable(answer, broken + 1, null);
                }
                closing.pause(asked);
            } else if (answer != null && answer.status() < 500) {
                throw errors.refused(answer);
            } else {
                requireOpen(failure);
                broken++;
                LOG.warn("{}: a call failed, attempt {}", settings.shown(), broken);
                if (broken >= settings.patience().attempts()) {
                    throw errors.unavailable(answer, broken, failure);
                }
                closing.pause(wait);
                Duration twice = wait.multipliedBy(2);
                wait = twice.compareTo(settings.patience().longestWait()) < 0
                        ? twice
                        : settings.patience().longestWait();
            }
        }
    }

    private void requireOpen(@Nullable IOException failure) {
        if (closing.isClosed()) {
            throw new RaiException(ErrorCode.RUN_STOPPED, settings.shown() + " was closed.", failure);
        }
    }

    /** Stops while there are calls for others. */
    private <T> void watch(T got, CrmAnswer answer) {
        String info = answer.header("sforce-limit-info");
        Matcher usage = USAGE.matcher(info == null ? "" : info);
        if (settings.dailyReserve() == 0 || !usage.find()) {
            return;
        }
        int left = Integer.parseInt(usage.group(2)) - Integer.parseInt(usage.group(1));
        if (left < settings.dailyReserve()) {
            if (got instanceof Closeable held) {
                closed(held);
            }
            throw errors.reserve(Math.max(0, left));
        }
    }

    static void closed(Closeable held) {
        try {
            held.close();
        } catch (IOException e) {
            LOG.debug("A result could not be closed", e);
        }
    }

    private JsonNode json(CrmAnswer answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw errors.unfit("an answer is no JSON (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() {
        closing.close();
        http.close();
    }
}
