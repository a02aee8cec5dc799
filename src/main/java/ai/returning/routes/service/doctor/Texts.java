package ai.returning.routes.service.doctor;

import ai.returning.routes.support.Redaction;

/** Foreign texts, made fit for a line. */
final class Texts {
    private static final int MAX = 200;

    private Texts() {}

    /** The first line of a message, or the kind of failure where there is none. */
    static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return Redaction.text(message.lines().findFirst().orElse("").strip().replaceAll("\\.$", ""), MAX);
    }

    /** A JDBC URL without its parameters, which may hold a password. */
    static String shownUrl(String url) {
        return url.split("[?;]", 2)[0].replaceAll("//[^/@]*@", "//");
    }
}
