package ai.returning.routes.sync.source.crm;

import ai.returning.routes.crm.CrmAnswer;
import ai.returning.routes.crm.CrmErrors;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What answers of Salesforce mean that are no records, and what to do. */
final class SalesforceErrors {
    private static final String KEPT = "The checkpoint stays";

    private final SalesforceSettings settings;

    SalesforceErrors(SalesforceSettings settings) {
        this.settings = settings;
    }

    RaiException refused(CrmAnswer answer) {
        String code = CrmErrors.code(answer);
        String said = settings.shown() + " says " + answer.status() + (code.isEmpty() ? "" : " " + code) + ": "
                + CrmErrors.message(answer) + ". ";
        return switch (code) {
            case "INVALID_FIELD" ->
                new RaiException(
                        ErrorCode.SOURCE_COLUMN_MISSING,
                        said + "Columns of the mapping are API names of fields (Custom_Field__c, Owner.Name); the user"
                                + " of the session must be allowed to see them.");
            case "REQUEST_LIMIT_EXCEEDED" ->
                new RaiException(
                        ErrorCode.SOURCE_UNAVAILABLE,
                        said + KEPT + "; the calls of the last 24 hours are used up, and the next run reads the same"
                                + " changes.");
            case "INVALID_QUERY_LOCATOR" ->
                new RaiException(
                        ErrorCode.SOURCE_UNAVAILABLE,
                        said + KEPT + "; the query lived too long between two pages. Start the run again, or read by"
                                + " job: " + settings.key("read-by") + ": bulk.");
            default -> new RaiException(ErrorCode.SOURCE_REFUSED, said + KEPT + ". " + advice(answer.status()));
        };
    }

    private String advice(int status) {
        if (status == 401) {
            return "The login works, but its token is not taken: check the rights of the user.";
        }
        if (status >= 300 && status < 400) {
            return "Redirects are not followed: correct " + settings.key("login-url") + ".";
        }
        return "Check " + settings.key("object") + ", " + settings.key("filter") + " and the columns of the mapping.";
    }

    RaiException reserve(int left) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + " has " + left + " calls of the day left, and " + settings.dailyReserve()
                        + " are kept for others (" + settings.key("daily-reserve") + "). " + KEPT
                        + "; the next run reads the same changes.");
    }

    RaiException unavailable(@Nullable CrmAnswer answer, int attempts, @Nullable IOException e) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + " cannot be read after " + attempts + " attempts; the last one "
                        + (answer == null ? "broke off" : "was answered " + answer.status()) + ". " + KEPT
                        + "; start the run again.",
                e);
    }

    RaiException unfit(String problem) {
        return new RaiException(
                ErrorCode.PAGES_UNFIT,
                settings.shown() + ": " + problem + ". Nothing is skipped: the checkpoint stays, and the next run reads"
                        + " the same records.");
    }

    RaiException job(String id, String state, String message) {
        return new RaiException(
                ErrorCode.SOURCE_REFUSED,
                settings.shown() + ": the query job " + id + " ended as " + state + ": " + CrmErrors.plain(message)
                        + ". " + KEPT + ". Check " + settings.key("filter")
                        + " and the columns of the mapping, or read by pages: " + settings.key("read-by") + ": pages.");
    }

    RaiException jobTooLong(String id) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + ": the query job " + id + " is not complete after "
                        + settings.jobLimit().toSeconds() + " s (" + settings.key("job-limit") + "). " + KEPT
                        + "; start the run again later.");
    }
}
