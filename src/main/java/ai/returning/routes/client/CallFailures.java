package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Redaction;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Words the failures of one operation: what, where, why, what next; no key and no whole e-mail address. */
final class CallFailures {
    private static final int VENDOR_TEXT = 300;
    private static final int READ_AT_MOST = 4000;

    private static final String OVERDUE = "its time to start was over";

    private final Operation operation;
    private final CallPlace place;
    private final ClientSettings settings;

    CallFailures(Operation operation, CallPlace place, ClientSettings settings) {
        this.operation = operation;
        this.place = place;
        this.settings = settings;
    }

    /** An answer that is not 2xx; {@code own}: it is in an envelope of the operation. */
    CallFailedException refused(RawAnswer answer, String vendorText, boolean own, @Nullable Duration retryAfter) {
        FailureKind kind = FailureClassifier.ofStatus(answer.status());
        String text = "answered " + answer.status() + quoted(vendorText) + "." + next(kind, answer, retryAfter);
        return new CallFailedException(
                FailureClassifier.code(kind), kind, answer.status(), retryAfter, call() + text, null, own);
    }

    /** A 404 that the operation itself would not word like this. */
    CallFailedException routeMissing(RawAnswer answer, String vendorText) {
        String text =
                "answered 404" + quoted(vendorText) + ", not in the form of this operation: this host seems not to"
                        + " have the route. If the tenant has it elsewhere, set " + place.route() + ".";
        return failed(ErrorCode.CALL_ROUTE_MISSING, FailureKind.NOT_FOUND, 404, null, text, null);
    }

    /** A 2xx whose envelope tells of a failure. */
    CallFailedException saysFailure(RawAnswer answer, String vendorText) {
        String text = "answered " + answer.status() + ", but its envelope tells of a failure" + quoted(vendorText)
                + ". The call may have acted in part: look at the thing itself before it is made again.";
        return failed(ErrorCode.CALL_SAYS_FAILURE, FailureKind.UNREADABLE, answer.status(), null, text, null);
    }

    /** The circuit of the host is open. */
    CallFailedException resting(Duration left) {
        String text = "was not sent: the host failed too often and is left alone, for " + Math.max(1, left.toSeconds())
                + " s more (returning-ai.client.breaker). See the failures before this one.";
        return failed(ErrorCode.CALL_HOST_RESTS, FailureKind.UNREACHABLE, 0, left, text, null);
    }

    /** The call waited for its turn in vain. */
    CallFailedException noTurn(Turn.Refusal why, Duration waited) {
        if (why == Turn.Refusal.CLOSED) {
            return closed();
        }
        String text = "was not sent: it got no turn within " + seconds(waited) + " s, because " + whyNoTurn(why);
        return failed(ErrorCode.CALL_NO_TURN, FailureKind.UNREACHABLE, 0, null, text, null);
    }

    private String whyNoTurn(Turn.Refusal why) {
        return switch (why) {
            case PAUSED ->
                "the API answered 429 and all calls pause. Start later, or lower returning-ai.client.rate.per-second"
                        + " to what the tenant bears.";
            case NO_PLACE ->
                "the places of the "
                        + settings.policy().inFlight()
                        + " calls under way (returning-ai.client.in-flight) stayed taken. Start fewer calls at a time;"
                        + " look for a host that answers slowly.";
            case QUEUE_FULL ->
                settings.policy().rate().waiting()
                        + " calls (returning-ai.client.rate.waiting) waited already. Start fewer calls at a time.";
            default ->
                "the rate budget (returning-ai.client.rate) was used up. Start fewer calls at a time, or raise the"
                        + " rate if the vendor allows it.";
        };
    }

    /** All connections of our own were busy, which says nothing of the host. */
    CallFailedException noConnection(Exception cause) {
        String text = "was not sent: all " + settings.limits().maxConnections()
                + " connections (returning-ai.client.max-connections) were busy for "
                + seconds(settings.limits().connect())
                + " s. Start fewer calls at a time, or raise the number.";
        return failed(ErrorCode.CALL_NO_TURN, FailureKind.UNREACHABLE, 0, null, text, cause);
    }

    /** The client was closed before anything was tried. */
    CallFailedException closed() {
        return notStarted("the client was closed", null);
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toMillis() / 1000.0);
    }

    /** It waited longer than its caller allowed. */
    CallFailedException overdue() {
        return notStarted(OVERDUE, null);
    }

    /** The call ended on our side before anything was tried. */
    CallFailedException notStarted(String why, @Nullable Throwable cause) {
        return failed(FailureKind.UNREACHABLE, 0, null, "could not be started: " + why + ". Nothing was sent.", cause);
    }

    /** A 2xx that does not say what the contract promises. */
    CallFailedException unreadable(RawAnswer answer, String problem, String vendorText) {
        String text = "answered " + answer.status() + ", but " + problem + quoted(vendorText)
                + ". The call may have acted; compare the answer with the contract.";
        return failed(FailureKind.UNREADABLE, answer.status(), null, text, null);
    }

    /** A 2xx whose arrival proves nothing, because the answer or the request was cut. */
    CallFailedException cut(RawAnswer answer, String problem) {
        String text = "answered " + answer.status() + ", but " + problem + ". The call may have acted.";
        return failed(FailureKind.OUTCOME_UNKNOWN, answer.status(), null, text, null);
    }

    /** No answer at all. */
    CallFailedException broken(CallDeadline deadline, Exception cause) {
        FailureKind kind = FailureClassifier.ofBreak(deadline);
        String text = kind == FailureKind.UNREACHABLE
                ? "could not be started: " + whyNotStarted(deadline, cause) + ". Nothing was sent."
                : "got no answer: " + whyNoAnswer(deadline, cause) + ". The call may have acted.";
        return failed(kind, 0, null, text, cause);
    }

    private CallFailedException failed(
            FailureKind kind, int status, @Nullable Duration retryAfter, String text, @Nullable Throwable cause) {
        return failed(FailureClassifier.code(kind), kind, status, retryAfter, text, cause);
    }

    private CallFailedException failed(
            ErrorCode code,
            FailureKind kind,
            int status,
            @Nullable Duration retryAfter,
            String text,
            @Nullable Throwable cause) {
        return new CallFailedException(code, kind, status, retryAfter, call() + text, cause);
    }

    private String call() {
        return place.call();
    }

    /** The setting with the host, for an answer that came from somewhere else. */
    String hostSetting() {
        return place.host();
    }

    private String next(FailureKind kind, RawAnswer answer, @Nullable Duration retryAfter) {
        return switch (kind) {
            case NOT_AUTHORISED -> notAuthorised(answer.status());
            case NOT_FOUND ->
                " The thing is not known. If it should be, the route may stand elsewhere: " + place.route() + ".";
            case RATE_LIMITED -> retryAfter == null ? " Send later." : " Send after " + retryAfter.toSeconds() + " s.";
            case UPSTREAM -> " The call may have acted.";
            case REDIRECTED -> redirected(answer);
            default -> "";
        };
    }

    private String notAuthorised(int status) {
        String key = place.key();
        return status == 401
                ? " The key in " + key + " is wrong, expired or deleted, or lacks the permission ("
                        + operation.permission() + "). Make a new one in the community settings and start again."
                : " The key in " + key + " is known but lacks the permission (" + operation.permission()
                        + "), or the thing is of another community.";
    }

    /** Names the host alone: the rest of such a URL may carry a token. */
    private String redirected(RawAnswer answer) {
        String setting = place.host();
        String host = hostOf(answer.headers().getOrDefault("location", ""));
        return " Redirects are not followed" + (host.isEmpty() ? "" : ", this one to " + host) + ": check " + setting
                + ".";
    }

    private String hostOf(String location) {
        try {
            URI uri = new URI(location);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getHost() == null ? "" : plain(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException e) {
            return ""; // the status alone must do
        }
    }

    private String whyNotStarted(CallDeadline deadline, Exception cause) {
        if (deadline.end() == CallDeadline.End.INTERRUPTED) {
            return "the thread was interrupted";
        }
        if (deadline.end() == CallDeadline.End.OVERDUE) {
            return OVERDUE;
        }
        if (deadline.end() == CallDeadline.End.CLOSED || cause instanceof IllegalStateException) {
            return "the client was closed";
        }
        if (deadline.end() == CallDeadline.End.LATE || cause instanceof ConnectTimeoutException) {
            return "no connection within " + settings.limits().connect().toMillis() + " ms";
        }
        if (cause instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (cause instanceof SSLException) {
            return "no TLS connection (" + plain(String.valueOf(cause.getMessage())) + ")";
        }
        return cause instanceof ConnectException ? "the connection was refused" : plain(cause.toString());
    }

    private String whyNoAnswer(CallDeadline deadline, Exception cause) {
        return switch (deadline.end()) {
            case INTERRUPTED -> "the thread was interrupted";
            case CLOSED, OVERDUE -> "the client was closed";
            case LATE ->
                deadline.sentAll()
                        ? "no whole answer came within "
                                + settings.limits().answer().toMillis() + " ms"
                        : "the body was not sent within "
                                + settings.limits().send().toMillis() + " ms";
            case NONE -> "the connection broke (" + plain(cause.toString()) + ")";
        };
    }

    private String quoted(String vendorText) {
        return vendorText.isBlank() ? "" : " saying '" + plain(vendorText) + "'";
    }

    /** What the other side says of a success, without keys. */
    String told(String vendorText) {
        return vendorText.isEmpty() ? "" : place.clean().apply(vendorText);
    }

    /** One short line without keys; e-mail addresses are masked. */
    private String plain(String text) {
        String head = text.length() > READ_AT_MOST ? text.substring(0, READ_AT_MOST) : text;
        return Redaction.text(place.clean().apply(head), VENDOR_TEXT);
    }
}
