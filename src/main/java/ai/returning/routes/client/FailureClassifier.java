package ai.returning.routes.client;

import ai.returning.routes.support.ErrorCode;

/** The class of a failed call by its status or its progress, and the error code of each class. */
final class FailureClassifier {
    private FailureClassifier() {}

    static boolean succeeded(int status) {
        return status >= 200 && status < 300;
    }

    /** The class of an answer that is not 2xx. */
    static FailureKind ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> FailureKind.NOT_AUTHORISED;
            case 404 -> FailureKind.NOT_FOUND;
            case 409 -> FailureKind.CONFLICT;
            case 429 -> FailureKind.RATE_LIMITED;
            default -> ofHundreds(status);
        };
    }

    private static FailureKind ofHundreds(int status) {
        if (status >= 500) {
            return FailureKind.UPSTREAM;
        }
        return status >= 400 ? FailureKind.INVALID : FailureKind.REDIRECTED;
    }

    /** The class of a call without an answer: only proof that nothing left makes it harmless. */
    static FailureKind ofBreak(CallDeadline deadline) {
        return deadline.mayHaveSent() ? FailureKind.OUTCOME_UNKNOWN : FailureKind.UNREACHABLE;
    }

    static ErrorCode code(FailureKind kind) {
        return switch (kind) {
            case NOT_AUTHORISED -> ErrorCode.CALL_NOT_AUTHORISED;
            case NOT_FOUND -> ErrorCode.CALL_NOT_FOUND;
            case CONFLICT -> ErrorCode.CALL_CONFLICT;
            case INVALID -> ErrorCode.CALL_INVALID;
            case RATE_LIMITED -> ErrorCode.CALL_RATE_LIMITED;
            case UPSTREAM -> ErrorCode.CALL_UPSTREAM;
            case UNREACHABLE -> ErrorCode.CALL_UNREACHABLE;
            case OUTCOME_UNKNOWN -> ErrorCode.CALL_OUTCOME_UNKNOWN;
            case REDIRECTED -> ErrorCode.CALL_REDIRECTED;
            case UNREADABLE -> ErrorCode.CALL_UNREADABLE;
        };
    }
}
