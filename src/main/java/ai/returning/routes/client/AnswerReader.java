package ai.returning.routes.client;

import ai.returning.routes.client.EnvelopeReader.Opened;
import ai.returning.routes.contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/** Turns a raw answer of one operation into an {@link Answer} or a failure. */
final class AnswerReader {
    private static final JsonNode MISSING = MissingNode.getInstance();

    private final Operation operation;
    private final EnvelopeReader envelopes;
    private final CallFailures failures;
    private final RetryAfter retryAfter;

    AnswerReader(Operation operation, EnvelopeReader envelopes, CallFailures failures, RetryAfter retryAfter) {
        this.operation = operation;
        this.envelopes = envelopes;
        this.failures = failures;
        this.retryAfter = retryAfter;
    }

    /**
     * The answer that came.
     *
     * @throws CallFailedException for one that tells of a failure, or cannot be believed
     */
    Answer read(RawAnswer raw, boolean sentAll) {
        if (!FailureClassifier.succeeded(raw.status())) {
            throw refused(raw);
        }
        if (!sentAll) {
            throw failures.cut(raw, "before the whole request was sent");
        }
        return accepted(raw);
    }

    private CallFailedException refused(RawAnswer raw) {
        Opened opened = envelopes.open(raw.body());
        String text = opened == null ? "" : opened.message();
        // an API words its own 404 in its envelope; what stands before it, or has no such route, does not
        if (raw.status() == 404 && (opened == null || !opened.marked())) {
            return failures.routeMissing(raw, text);
        }
        boolean own = opened != null && opened.marked();
        boolean mayName = raw.status() == 429 || raw.status() == 503;
        return failures.refused(
                raw, text, own, mayName ? retryAfter.read(raw.headers().get("retry-after")) : null);
    }

    private Answer accepted(RawAnswer raw) {
        Opened opened = raw.fault() == null ? envelopes.open(raw.body()) : null;
        if (opened == null) {
            return withoutBody(raw);
        }
        if (opened.saysError()) {
            throw failures.saysFailure(raw, opened.message());
        }
        String problem = problem(raw, opened);
        if (problem != null) {
            throw failures.unreadable(raw, problem, opened.message());
        }
        return answer(raw, opened);
    }

    private @Nullable String problem(RawAnswer raw, Opened opened) {
        if (opened.whole().isMissingNode()) {
            // nothing is lost by being strict where the call may simply be made again
            return raw.status() != 204 && operation.safeToRepeat().mayRetry() ? "without a body" : null;
        }
        boolean known = opened.marked() || !opened.payload().isMissingNode();
        return known || operation.job().isPresent()
                ? null
                : "its body has neither mark nor payload of the envelope " + envelopes.names()
                        + " (returning-ai.operations." + operation.id() + ".envelope names another)";
    }

    /** A submission is accepted by its status alone; elsewhere the body is what was asked for. */
    private Answer withoutBody(RawAnswer raw) {
        if (operation.job().isPresent()) {
            return answer(raw, new Opened(MISSING, MISSING, "", false, false));
        }
        if (raw.fault() != null) {
            throw failures.cut(raw, raw.fault());
        }
        throw failures.unreadable(raw, "its body is " + kind(raw), "");
    }

    private String kind(RawAnswer raw) {
        String type = raw.headers().getOrDefault("content-type", "");
        int start = 0;
        while (start < raw.body().length && Character.isWhitespace(raw.body()[start])) {
            start++;
        }
        boolean page = type.contains("html") || (start < raw.body().length && raw.body()[start] == '<');
        return page
                ? "a web page, not JSON, as from a login or a proxy (is " + failures.hostSetting() + " the right host?)"
                : "not JSON";
    }

    private Answer answer(RawAnswer raw, Opened opened) {
        return new Answer(
                raw.status(),
                opened.payload(),
                opened.whole(),
                failures.told(opened.message()),
                operation.evidence(),
                raw.headers());
    }
}
