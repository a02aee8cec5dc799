package ai.returning.routes.effects;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.client.NotSentException;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Judges by the end of a call where its effect goes. What is not clear is ambiguous. */
final class Outcomes {
    private static final int MOST_DOUBLINGS = 20;
    private static final int REQUEST_TIMEOUT = 408;

    private final Ledger ledger;
    private final Proofs proofs;

    Outcomes(Ledger ledger, Proofs proofs) {
        this.ledger = ledger;
        this.proofs = proofs;
    }

    /** Where an effect goes after an answer that the contract calls a success. */
    Move answered(Effect sending, Answer answer) {
        String text = answer.whole().isMissingNode() ? "" : answer.whole().toString();
        if (!proofs.of(sending.operation()).answerProves()) {
            return unclear(
                    sending, "status " + answer.status() + " is no proof for this operation", text, Duration.ZERO);
        }
        return ledger.from(sending)
                .to(EffectState.ACCEPTED, "status " + answer.status())
                .to(EffectState.APPLIED, "the answer says so")
                .answer(text)
                .done();
    }

    /** True if a failure is the proof that no byte of the call left. */
    static boolean nothingLeft(@Nullable Throwable failure) {
        return failure instanceof CallFailedException call && call.kind() == FailureKind.UNREACHABLE;
    }

    /** True if the next effect of the same operation would most likely fail as well, and nothing is done by trying. */
    static boolean isOutage(@Nullable Throwable failure) {
        if (failure instanceof NotSentException unsent) {
            // a wrong parameter is the matter of its effect alone
            return unsent.code() != ErrorCode.PARAMETER_INVALID;
        }
        return failure instanceof CallFailedException call
                && (call.kind() == FailureKind.NOT_AUTHORISED
                        || call.code() == ErrorCode.CALL_ROUTE_MISSING
                        || (call.kind() == FailureKind.UNREACHABLE && call.code() != ErrorCode.CALL_NO_TURN));
    }

    /** True if asking about the user was refused for good: nobody knows him, or the effect is not what it was. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof RaiException known && known.code() == ErrorCode.EFFECT_CHANGED
                || failure instanceof CallFailedException call
                        && call.kind() == FailureKind.NOT_FOUND
                        && call.inOwnForm()
                        && call.code() != ErrorCode.CALL_ROUTE_MISSING;
    }

    /** Where an effect goes after a failure. */
    Move failed(Effect sending, Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof NotSentException) {
            return back(sending, text, longer(ledger.settings().hold(), backoff(sending)));
        }
        if (failure instanceof RaiException known && known.code() == ErrorCode.EFFECT_CHANGED) {
            return refused(sending, text);
        }
        if (!(failure instanceof CallFailedException call)) {
            return unclear(sending, "the call ended with " + failure.getClass().getSimpleName(), null);
        }
        if (call.code() == ErrorCode.CALL_ROUTE_MISSING) {
            return back(sending, text, ledger.settings().hold());
        }
        return switch (call.kind()) {
            case UNREACHABLE -> back(sending, text, backoff(sending));
            case NOT_AUTHORISED -> back(sending, text, ledger.settings().hold());
            case NOT_FOUND, CONFLICT, INVALID ->
                call.inOwnForm() && call.status() != REQUEST_TIMEOUT
                        ? refused(sending, text)
                        : unclear(sending, text + " That is no refusal by the operation itself.", null);
            case RATE_LIMITED ->
                proofs.of(sending.operation()).refusalIsSafe()
                        ? back(sending, text, call.retryAfter().orElse(backoff(sending)))
                        : unclear(sending, text, null);
            case UPSTREAM, OUTCOME_UNKNOWN, UNREADABLE, REDIRECTED -> unclear(sending, text, null);
        };
    }

    /**
     * A refusal speaks of its own attempt alone: "already done" may be the work of an earlier, unclear one. Of those a
     * person had a say about, the person's word counts.
     */
    private Move refused(Effect sending, String text) {
        boolean before = sending.attempt() > 1
                && UnclearTimes.of(sending, ledger.effects().steps(sending.id()))
                                .attempts()
                        > 0;
        return before
                ? unclear(sending, text + " An earlier attempt was unclear, so it may have happened then.", null)
                : ledger.from(sending).to(EffectState.REJECTED, text).done();
    }

    /** What has to be known before the call could not be learnt; nothing left this host. */
    Move held(Effect sending, String why) {
        return back(sending, why, backoff(sending));
    }

    /** Nothing left this host, or the door was closed before anything was done. */
    private Move back(Effect sending, String why, Duration wait) {
        return ledger.from(sending)
                .to(EffectState.INTENT, why)
                .nextAttempt()
                .dueAt(ledger.now() + wait.toMillis())
                .done();
    }

    /** An effect whose holder is silent, or whose call ended without a clear word. */
    Move unclear(Effect sending, String why, @Nullable String answer) {
        return unclear(sending, why, answer, ledger.settings().betweenLooks());
    }

    /** @param firstLook what was accepted may be looked at at once */
    private Move unclear(Effect sending, String why, @Nullable String answer, Duration firstLook) {
        return ledger.from(sending)
                .to(EffectState.AMBIGUOUS, why)
                .looks(0)
                .dueAt(ledger.now() + firstLook.toMillis())
                .answer(answer)
                .done();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Duration backoff(Effect sending) {
        long first = ledger.settings().firstBackoff().toMillis();
        long wait = first << Math.min(MOST_DOUBLINGS, sending.attempt() - 1);
        return Duration.ofMillis(
                Math.min(wait, ledger.settings().longestBackoff().toMillis()));
    }
}
