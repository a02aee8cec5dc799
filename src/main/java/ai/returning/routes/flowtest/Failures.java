package ai.returning.routes.flowtest;

import ai.returning.routes.support.RaiException;

/** Says why something failed, in the words that help: ours if we have some, else the innermost. */
final class Failures {
    private static final int DEEPEST = 50;

    private Failures() {}

    static String text(Throwable failure) {
        Throwable deepest = failure;
        int depth = 0;
        for (Throwable next = failure; next != null && depth < DEEPEST; next = next.getCause(), depth++) {
            if (next instanceof RaiException) {
                return String.valueOf(next.getMessage());
            }
            deepest = next;
        }
        String text = String.valueOf(deepest.getMessage()).strip();
        return deepest.getMessage() == null ? deepest.getClass().getName() : text;
    }
}
