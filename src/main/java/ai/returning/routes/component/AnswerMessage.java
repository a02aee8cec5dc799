package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.contract.Operation;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes an answer into the message of a route. */
final class AnswerMessage {
    private final Operation operation;
    private final LenientAnswer lenient;
    private final boolean whole;

    AnswerMessage(Operation operation, LenientAnswer lenient, boolean whole) {
        this.operation = operation;
        this.lenient = lenient;
        this.whole = whole;
    }

    /** The part of the answer the route asked for, as maps and lists. */
    @Nullable
    Object result(Answer answer) {
        return LenientAnswer.plain(whole ? lenient.whole(answer) : lenient.payload(answer));
    }

    void head(Message message, Answer answer) {
        head(message);
        message.setHeader(ReturningAiConstants.STATUS, answer.status());
        if (!answer.message().isEmpty()) {
            message.setHeader(ReturningAiConstants.MESSAGE, answer.message());
        }
        for (String header : List.of(ReturningAiConstants.EFFECT_ID, ReturningAiConstants.EFFECT_STATE)) {
            if (answer.headers().containsKey(header)) {
                message.setHeader(header, answer.headers().get(header));
            }
        }
    }

    void head(Message message) {
        message.setHeader(
                ReturningAiConstants.EVIDENCE, operation.evidence().name().toLowerCase(Locale.ROOT));
        message.setHeader(ReturningAiConstants.OPERATION_ID, operation.id());
    }
}
