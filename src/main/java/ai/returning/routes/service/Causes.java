package ai.returning.routes.service;

import java.util.Optional;

/** Looks below the wrapping of a failure. */
final class Causes {
    /** Against chains that lead back to themselves. */
    private static final int DEEPEST = 50;

    private Causes() {}

    static <T> Optional<T> find(Throwable failure, Class<T> type) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (type.isInstance(next)) {
                return Optional.of(type.cast(next));
            }
            next = next.getCause();
        }
        return Optional.empty();
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /** The first line of the message, without a full stop. */
    static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.lines().findFirst().orElse("").strip().replaceAll("\\.$", "");
    }
}
