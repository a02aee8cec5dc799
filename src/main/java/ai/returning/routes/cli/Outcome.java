package ai.returning.routes.cli;

import ai.returning.routes.service.StartFailure;
import ai.returning.routes.support.RaiException;

/** What a failure means to the caller of a command. */
record Outcome(int exitCode, String message) {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_STARTED = 4;

    static Outcome of(Throwable failure) {
        return new Outcome(exitCode(failure), StartFailure.describe(failure));
    }

    private static int exitCode(Throwable failure) {
        if (!(failure instanceof RaiException known)) {
            return FAILED;
        }
        return switch (known.code()) {
            case FLOW_UNKNOWN,
                    OPERATION_UNKNOWN,
                    PARAMETER_INVALID,
                    BODY_UNFIT,
                    NOT_CONFIRMED,
                    REQUEST_UNFIT,
                    OPERATION_OFF,
                    EFFECT_UNGUARDED -> USAGE;
            case RUN_OPEN, STATE_LOCKED, BRAKE, CONFIRM_UNKNOWN -> NOT_STARTED;
            default -> FAILED;
        };
    }
}
