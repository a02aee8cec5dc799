package ai.returning.routes.component;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.Locale;
import java.util.function.Predicate;

/** Refuses calls that may do harm when repeated, and calls of operations that are switched off. */
public final class EffectGuard {
    private EffectGuard() {}

    /**
     * Refuses at start.
     *
     * @param hasBusinessKey whether the call names the business event that causes it
     * @param ledger whether a ledger does it once
     * @param emulated whether the server of an operation is the emulator
     * @throws RaiException OPERATION_OFF or EFFECT_UNGUARDED
     */
    public static void check(
            Operation operation, boolean hasBusinessKey, boolean ledger, Predicate<Operation> emulated) {
        operation.requireEnabled();
        if (operation.effect() == EffectMark.ALWAYS) {
            refuse(operation, "", hasBusinessKey, ledger ? one -> true : emulated);
        }
    }

    /** Refuses a file that adds or subtracts, before it is sent. */
    static void checkFile(Operation operation, boolean hasBusinessKey, Predicate<Operation> emulated) {
        refuse(operation, " with a file that adds or subtracts", hasBusinessKey, emulated);
    }

    private static void refuse(Operation operation, String how, boolean hasBusinessKey, Predicate<Operation> emulated) {
        String call = "returning-ai:" + operation.id() + how + " has an effect (x-rai-effect: "
                + operation.effect().name().toLowerCase(Locale.ROOT).replace('_', '-') + ")";
        if (!hasBusinessKey) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNGUARDED,
                    call + " and no business key, so it might be done twice. Set the option 'businessKey' to what names"
                            + " the business event, such as 'order:${body[id]}'.");
        }
        if (!emulated.test(operation)) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNGUARDED,
                    call + ". Without a ledger that does it once it runs against the emulator only: use the demo"
                            + " profile, or let returning-ai.servers." + operation.server()
                            + " name an emulator that runs on this machine (./rai emulator). Another server here, such as"
                            + " a tunnel, does not count: it does not show the header of an emulator.");
        }
    }
}
