package ai.returning.routes.component;

import ai.returning.routes.contract.Paging.Style;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.util.regex.Pattern;

/** The text by which a reading of pages goes on: the operation and the position of the first page not yet complete. */
final class PageToken {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}");

    private PageToken() {}

    static String of(Pages pages, String position) {
        return pages.operation().id() + "@" + position;
    }

    /** The position in a token of the same operation. */
    static String position(Pages pages, String token) {
        String start = pages.operation().id() + "@";
        String position = token.startsWith(start) ? token.substring(start.length()) : "";
        boolean fits = token.startsWith(start)
                && (pages.paging().style() == Style.CURSOR
                        || COUNT.matcher(position).matches());
        if (!fits) {
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "The pageToken '" + Redaction.clip(token, 40) + "' is none of "
                            + pages.operation().id()
                            + ". Use the one a reading of this operation printed, or none to start at the first page.");
        }
        return position;
    }
}
