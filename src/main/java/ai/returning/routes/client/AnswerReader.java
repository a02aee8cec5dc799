package ai.returning.routes.client;

import ai.returning.routes.client.EnvelopeReader.Opened;
import ai.returning.routes.contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns a raw answer of one operation into an {@link Answer} or a failure. */
final class AnswerReader {
    private static final JsonNode MISSING = MissingNode.getInstance();

    private final Operation operation;
    private final EnvelopeReader envelopes;
    private final CallFailures failures;

    AnswerReader(Operation operation, EnvelopeReader envelopes, CallFailures failures) {
        this.operation = operation;
        this.envelopes = envelopes;
        this.failures = failures;
    }

    /** The failure for an answer that is not 2xx. */
    CallFailedException refused(RawAnswer raw, @Nullable Duration retryAfter) {
        Opened opened = envelopes.open(raw.body());
        return failures.refused(raw, opened == null ? "" : opened.message(), retryAfter);
    }

    /** Reads a 2xx. */
    Answer read(RawAnswer raw) {
        Opened opened = raw.fault() == null ? envelopes.open(raw.body()) : null;
        if (opened == null) {
            return withoutBody(raw);
        }
        if (opened.saysError()) {
            throw failures.unreadable(raw, "its envelope tells of an error", opened.message());
        }
        // nothing is lost by being strict where the call may simply be made again
        if (opened.whole().isMissingNode()
                && raw.status() != 204
                && operation.safeToRepeat().mayRetry()) {
            throw failures.unreadable(raw, "without a body", "");
        }
        return answer(raw, opened);
    }

    /** A submission is accepted by its status alone; elsewhere the body is what was asked for. */
    private Answer withoutBody(RawAnswer raw) {
        if (operation.job().isPresent()) {
            return answer(raw, new Opened(MISSING, MISSING, "", false));
        }
        if (raw.fault() != null) {
            throw failures.cut(raw, raw.fault());
        }
        throw failures.unreadable(raw, "its body is not JSON", "");
    }

    private Answer answer(RawAnswer raw, Opened opened) {
        return new Answer(
                raw.status(), opened.payload(), opened.whole(), opened.message(), operation.evidence(), raw.headers());
    }
}
