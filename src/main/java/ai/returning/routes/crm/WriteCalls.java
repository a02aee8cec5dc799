package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.NotYetException;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that write. One that came to nothing for certain is repeated; one that may have written is repeated only where
 * that does no harm, and else ends as unknown.
 */
final class WriteCalls implements AutoCloseable {
    /** Answers of what stands before a CRM that is away. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private static final Logger LOG = LoggerFactory.getLogger(WriteCalls.class);
    private static final Duration THROTTLED = Duration.ofSeconds(10);

    private final WriteSettings settings;
    private final CrmToken tokens;
    private final CrmHttp http;
    private final Closing closing;
    private final Pace pace;
    private final CrmCircuit circuit;

    WriteCalls(WriteSettings settings, CrmToken tokens) {
        this.settings = settings;
        this.tokens = tokens;
        this.http = new CrmHttp(settings.connectLimit(), settings.answerLimit(), settings.callLimit());
        this.circuit = new CrmCircuit(settings.name(), settings.rest());
        this.closing = new Closing(settings.name());
        this.pace = new Pace(settings.perTenSeconds(), Duration.ofSeconds(10));
    }

    /**
     * One thing to write.
     *
     * @param what it is, for messages
     * @param uri asked for at each attempt, for a login may tell it
     * @param repeatable whether a second time leaves the CRM as the first one did
     */
    record Write(String what, String method, Supplier<URI> uri, JsonNode body, boolean repeatable) {}

    /** What the CRM said to a write it took; missing for an empty answer. */
    record Taken(int status, JsonNode body) {}

    /**
     * Writes.
     *
     * @throws RaiException CRM_REFUSED, CRM_UNAVAILABLE (nothing was written) or CRM_UNKNOWN
     * @throws NotYetException CRM_UNAVAILABLE where no write comes through
     */
    Taken send(Write write) {
        byte[] body = write.body().toString().getBytes(StandardCharsets.UTF_8);
        Duration wait = settings.firstWait();
        Duration throttled = Duration.ZERO;
        boolean renewed = false;
        int failed = 0;
        while (true) {
            closing.pause(turn());
            circuit.enter(write.what());
            long since = System.nanoTime();
            String token = circuit.before(since, tokens::token);
            URI uri = circuit.before(since, write.uri());
            CrmAnswer answer = null;
            IOException broken = null;
            try {
                answer = http.json(write.method(), uri, token, body);
            } catch (IOException e) {
                broken = e;
            } catch (RuntimeException e) {
                circuit.left();
                throw e;
            }
            judge(answer, broken, since);
            if (answer != null && answer.status() / 100 == 2) {
                return new Taken(answer.status(), read(write, answer));
            }
            if (answer != null && answer.status() == 401 && !renewed && tokens.renew(token)) {
                renewed = true;
            } else if (answer != null && answer.status() == 429) {
                Duration asked = CrmErrors.retryAfter(answer).orElse(THROTTLED);
                // One that asks for no wait at all is not asked without end either.
                asked = asked.compareTo(settings.firstWait()) > 0 ? asked : settings.firstWait();
                throttled = throttled.plus(asked);
                if (CrmErrors.daily(answer) || throttled.compareTo(settings.longestThrottle()) > 0) {
                    throw CrmErrors.throttled(settings, write.what(), throttled);
                }
                closing.pause(asked);
            } else if (answer != null && answer.status() < 500) {
                throw CrmErrors.refused(settings, write.what(), answer);
            } else {
                failed++;
                requireHarmless(write, answer, broken);
                if (circuit.isTroubled() && !blamesTheWrite(answer)) {
                    throw circuit.notYet(write.what() + " came to nothing", broken);
                }
                if (failed >= settings.attempts()) {
                    throw CrmErrors.failed(settings, write.what(), answer, broken, failed);
                }
                LOG.warn("{}: a write failed and is repeated, attempt {}", settings.name(), failed);
                closing.pause(wait);
                wait = wait.multipliedBy(2).compareTo(settings.longestWait()) < 0
                        ? wait.multipliedBy(2)
                        : settings.longestWait();
            }
        }
    }

    private void judge(@Nullable CrmAnswer answer, @Nullable IOException broken, long since) {
        if (closing.isClosed() || broken instanceof ConnectionRequestTimeoutException) {
            circuit.left(); // our own places were taken, or we end: that says nothing about the CRM
        } else if (answer == null || answer.status() >= 500) {
            circuit.failed(since, broken == null ? new IOException("answered 5xx") : broken);
        } else {
            circuit.answered(since);
        }
    }

    /** A CRM that answers and fails may do so for this one record only, which is then parked in its time. */
    private static boolean blamesTheWrite(@Nullable CrmAnswer answer) {
        return answer != null && !AWAY.contains(answer.status());
    }

    private synchronized Duration turn() {
        return pace.next(System.nanoTime());
    }

    private void requireHarmless(Write write, @Nullable CrmAnswer answer, @Nullable IOException broken) {
        if (!write.repeatable() && !(broken != null && nothingSent(broken))) {
            throw CrmErrors.unknown(settings, write.what(), answer, broken);
        }
    }

    static boolean nothingSent(IOException e) {
        return e instanceof ConnectException
                || e instanceof ConnectionRequestTimeoutException
                || e instanceof ConnectTimeoutException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException;
    }

    private JsonNode read(Write write, CrmAnswer answer) {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CRM_UNKNOWN,
                    settings.name() + " took '" + write.what() + "' and answered with something that is no JSON. Look"
                            + " there whether it was written, and check the URL.",
                    e);
        }
    }

    @Override
    public void close() {
        closing.close();
        http.close();
    }
}
