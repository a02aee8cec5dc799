package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;

/**
 * When a fault strikes: an operation id or {@code *}, and the calls {@code first} to {@code last} of it, counted from 1
 * since the rule was added.
 */
public record FaultRule(String operation, int first, int last, Fault fault) {
    public static final String ANY = "*";

    public FaultRule {
        if (first < 1 || last < first) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "A fault rule for " + operation + " strikes calls " + first + " to " + last
                            + ". Count from 1 and name the smaller number first.");
        }
    }

    /** Strikes one call. */
    public static FaultRule nth(String operation, int nth, Fault fault) {
        return new FaultRule(operation, nth, nth, fault);
    }

    /** Strikes the next call. */
    public static FaultRule next(String operation, Fault fault) {
        return nth(operation, 1, fault);
    }

    /** Strikes every call until the faults are cleared. */
    public static FaultRule every(String operation, Fault fault) {
        return new FaultRule(operation, 1, Integer.MAX_VALUE, fault);
    }

    boolean isAbout(String operationId) {
        return operation.equals(ANY) || operation.equals(operationId);
    }

    boolean strikes(int call) {
        return call >= first && call <= last;
    }
}
