package ai.returning.routes.emulator;

import ai.returning.routes.contract.Evidence;
import java.util.List;

/** A call that the emulated API turns down, with status and text of its answer. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Evidence basis;
    private final transient List<FieldError> errors;

    /** What is wrong with one field of a body. */
    record FieldError(String field, String message) {}

    private RefusedException(int status, String message, Evidence basis, List<FieldError> errors) {
        super(message, null, false, false);
        this.status = status;
        this.basis = basis;
        this.errors = List.copyOf(errors);
    }

    /** The status is documented for this cause, the body is not. */
    static RefusedException partial(int status, String message) {
        return new RefusedException(status, message, Evidence.PARTIAL, List.of());
    }

    static RefusedException assumed(int status, String message) {
        return new RefusedException(status, message, Evidence.ASSUMED, List.of());
    }

    /** 400 for a body with wrong fields; the list is not empty. */
    static RefusedException invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        return new RefusedException(400, first.field() + " " + first.message(), Evidence.PARTIAL, errors);
    }

    /** 400 for one wrong field. */
    static RefusedException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    List<FieldError> errors() {
        return errors;
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
