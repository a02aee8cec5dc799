package ai.returning.routes.flowtest;

import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.support.ErrorCode;

/** The failures that a test file names, as the client reports them. */
final class Failing {
    private Failing() {}

    /** @param fail {@code timeout}, {@code reset}, {@code unreachable}, or a status with or without a text */
    static CallFailedException of(String what, String fail) {
        return switch (fail) {
            case "timeout", "reset" ->
                failure(
                        ErrorCode.CALL_OUTCOME_UNKNOWN,
                        FailureKind.OUTCOME_UNKNOWN,
                        0,
                        what + " got no answer (" + fail + ", as the test says)");
            case "unreachable" ->
                failure(
                        ErrorCode.CALL_UNREACHABLE,
                        FailureKind.UNREACHABLE,
                        0,
                        what + " could not be reached (as the test says)");
            default -> status(what, fail);
        };
    }

    private static CallFailedException status(String what, String fail) {
        int status = Integer.parseInt(fail.substring(0, 3));
        String text = what + " was answered " + fail + " (as the test says)";
        return switch (status) {
            case 401, 403 -> failure(ErrorCode.CALL_NOT_AUTHORISED, FailureKind.NOT_AUTHORISED, status, text);
            case 404 -> failure(ErrorCode.CALL_NOT_FOUND, FailureKind.NOT_FOUND, status, text);
            case 409 -> failure(ErrorCode.CALL_CONFLICT, FailureKind.CONFLICT, status, text);
            case 429 -> failure(ErrorCode.CALL_RATE_LIMITED, FailureKind.RATE_LIMITED, status, text);
            default ->
                status >= 500
                        ? failure(ErrorCode.CALL_UPSTREAM, FailureKind.UPSTREAM, status, text)
                        : status >= 400
                                ? failure(ErrorCode.CALL_INVALID, FailureKind.INVALID, status, text)
                                : failure(ErrorCode.CALL_REDIRECTED, FailureKind.REDIRECTED, status, text);
        };
    }

    private static CallFailedException failure(ErrorCode code, FailureKind kind, int status, String text) {
        // who writes 404 into a case means that the operation says so, and not something on the way to it
        boolean inOwnForm = status >= 400 && status < 500;
        return new CallFailedException(code, kind, status, null, text + ".", null, inOwnForm);
    }
}
