package ai.returning.routes.emulator;

import ai.returning.routes.contract.Evidence;

/** A call that the emulated API turns down, with status and text of its answer. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Evidence basis;

    private RefusedException(int status, String message, Evidence basis) {
        super(message, null, false, false);
        this.status = status;
        this.basis = basis;
    }

    /** The status is documented for this cause, the body is not. */
    static RefusedException partial(int status, String message) {
        return new RefusedException(status, message, Evidence.PARTIAL);
    }

    static RefusedException assumed(int status, String message) {
        return new RefusedException(status, message, Evidence.ASSUMED);
    }

    int status() {
        return status;
    }

    Evidence basis() {
        return basis;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
