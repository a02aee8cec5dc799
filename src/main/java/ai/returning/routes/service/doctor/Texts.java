package ai.returning.routes.service.doctor;

import ai.returning.routes.support.Redaction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foreign texts, made fit for a line. */
final class Texts {
    private static final int MAX = 200;
    private static final Pattern SCHEME = Pattern.compile("^jdbc:\\w+");
    private static final Pattern HOST = Pattern.compile("^jdbc:\\w+(?::\\w+)?://[\\w.-]+(?::\\d+)?");

    private Texts() {}

    /** The first line of a message, or the kind of failure where there is none. */
    static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return Redaction.text(message.lines().findFirst().orElse("").strip().replaceAll("\\.$", ""), MAX);
    }

    /**
     * The scheme and host of a JDBC URL, or the file of H2. Each driver has its own places for a password, so where one
     * may stand before the host it is the scheme alone.
     */
    static String shownUrl(String url) {
        if (url.startsWith("jdbc:h2:") && !url.contains("//")) {
            return url.split(";", 2)[0];
        }
        Matcher host = HOST.matcher(url);
        if (host.find() && !url.contains("@") && !url.contains("(")) {
            return host.group();
        }
        Matcher scheme = SCHEME.matcher(url);
        return scheme.find() ? scheme.group() : "the URL";
    }
}
