package ai.returning.routes.cli;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.Upload;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.OperatorScan;
import ai.returning.routes.contract.SafeToRepeat;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Stands before a call that changes something: an effect never reaches a tenant, a write goes out on a clear yes. */
final class CallGuard {
    private final Operation operation;
    private final String base;
    private final BooleanSupplier staysHere;

    /**
     * A guard of one operation.
     *
     * @param base the base URL the call goes to, for the question
     * @param staysHere whether that is an emulator on this machine; asked for effects only
     */
    CallGuard(Operation operation, String base, BooleanSupplier staysHere) {
        this.operation = operation;
        this.base = base;
        this.staysHere = staysHere;
    }

    /**
     * Lets the call through or refuses it.
     *
     * @throws RaiException OPERATION_OFF, EFFECT_UNGUARDED or NOT_CONFIRMED; nothing was sent then
     */
    void check(ApiCall call, boolean yes, Questions questions, PrintWriter err) {
        operation.requireEnabled();
        boolean effect = isEffect(call);
        if (effect && !staysHere.getAsBoolean()) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNGUARDED,
                    operation.id() + " was not called: it is an effect, which repeating doubles, and nothing here"
                            + " remembers yet what was done. Until then it goes to the emulator only, not to " + base
                            + ". Do it in the admin panel, or try it with SPRING_PROFILES_ACTIVE=demo.");
        }
        if (yes || !(effect || asks())) {
            return;
        }
        if (!questions.possible()) {
            throw notConfirmed("nobody can be asked here. Add --yes if it is meant");
        }
        if (!questions.confirm(question(effect), err)) {
            throw notConfirmed("the answer was not yes");
        }
    }

    private RaiException notConfirmed(String why) {
        return new RaiException(
                ErrorCode.NOT_CONFIRMED, operation.id() + " changes something and was not called: " + why + ".");
    }

    /** A deletion may be safe to repeat and is still worth a question. */
    private boolean asks() {
        return operation.safeToRepeat() != SafeToRepeat.YES
                || operation.method().equals("DELETE")
                || operation.offByDefault();
    }

    private String question(boolean effect) {
        return operation.method() + " " + operation.path() + " on " + base
                + (effect ? " is an effect: done twice, it counts twice." : " changes something.") + " Call "
                + operation.id() + "?";
    }

    private boolean isEffect(ApiCall call) {
        return switch (operation.effect()) {
            case NONE -> false;
            case ALWAYS -> true;
            case BY_OPERATOR -> call.upload() == null || hasOperator(call.upload());
        };
    }

    private boolean hasOperator(Upload upload) {
        return operation
                .csv()
                .map(csv -> OperatorScan.hasEffect(upload.file(), csv))
                .orElse(true);
    }
}
