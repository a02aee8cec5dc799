package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Redaction;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Words the failures of one operation: what, where, why, what next; no key and no whole e-mail address. */
final class CallFailures {
    private static final int VENDOR_TEXT = 300;
    private static final int READ_AT_MOST = 4000;

    private final Operation operation;
    private final String base;
    private final Authenticator authenticator;
    private final ClientSettings.Limits limits;

    CallFailures(Operation operation, String base, Authenticator authenticator, ClientSettings.Limits limits) {
        this.operation = operation;
        this.base = base;
        this.authenticator = authenticator;
        this.limits = limits;
    }

    /** An answer that is not 2xx. */
    CallFailedException refused(RawAnswer answer, String vendorText, @Nullable Duration retryAfter) {
        FailureKind kind = FailureClassifier.ofStatus(answer.status());
        String text = "answered " + answer.status() + quoted(vendorText) + "." + next(kind, retryAfter);
        return failed(kind, answer.status(), retryAfter, text, null);
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
        String call = operation.id() + " (" + operation.method() + " " + operation.path() + " on server "
                + operation.server() + ", " + base + ") ";
        return new CallFailedException(FailureClassifier.code(kind), kind, status, retryAfter, call + text, cause);
    }

    private String next(FailureKind kind, @Nullable Duration retryAfter) {
        return switch (kind) {
            case NOT_AUTHORISED ->
                " Check " + authenticator.whereKeyStands(operation) + " and its permission (" + operation.permission()
                        + ").";
            case NOT_FOUND -> " The thing is not known, or this tenant has no such route.";
            case RATE_LIMITED -> retryAfter == null ? " Send later." : " Send after " + retryAfter.toSeconds() + " s.";
            case UPSTREAM -> " The call may have acted.";
            case REDIRECTED -> " Redirects are not followed: check returning-ai.servers." + operation.server() + ".";
            default -> "";
        };
    }

    private String whyNotStarted(CallDeadline deadline, Exception cause) {
        if (deadline.end() == CallDeadline.End.INTERRUPTED) {
            return "the thread was interrupted";
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return "all " + limits.maxConnections() + " connections were busy for "
                    + limits.connect().toMillis() + " ms";
        }
        if (deadline.end() == CallDeadline.End.LATE || cause instanceof ConnectTimeoutException) {
            return "no connection within " + limits.connect().toMillis() + " ms";
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
            case LATE ->
                deadline.sentAll()
                        ? "no whole answer came within " + limits.answer().toMillis() + " ms"
                        : "the body was not sent within " + limits.send().toMillis() + " ms";
            case NONE -> "the connection broke (" + plain(cause.toString()) + ")";
        };
    }

    private String quoted(String vendorText) {
        return vendorText.isBlank() ? "" : " saying '" + plain(vendorText) + "'";
    }

    /** One short line without keys; e-mail addresses are masked. */
    private String plain(String text) {
        String head = text.length() > READ_AT_MOST ? text.substring(0, READ_AT_MOST) : text;
        return Redaction.text(authenticator.withoutKeys(head), VENDOR_TEXT);
    }
}
