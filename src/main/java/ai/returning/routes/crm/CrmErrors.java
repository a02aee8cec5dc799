package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What answers mean that are no success, without secrets and personal values. */
public final class CrmErrors {
    private static final int SHOWN = 200;

    private CrmErrors() {}

    /** The wait an answer asks for, in whole seconds. */
    public static Optional<Duration> retryAfter(CrmAnswer answer) {
        String asked = answer.header("retry-after");
        return asked != null && asked.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(asked)))
                : Optional.empty();
    }

    /** Whether a limit of a day was met, which no wait of ours outlasts. */
    static boolean daily(CrmAnswer answer) {
        return json(answer)
                .path("policyName")
                .asText("")
                .toUpperCase(Locale.ROOT)
                .contains("DAILY");
    }

    /** What the CRM said: {@code message} of an object, or of the first of a list. */
    public static String message(CrmAnswer answer) {
        JsonNode body = json(answer);
        JsonNode said = body.isArray() ? body.path(0) : body;
        String text = said.path("message").asText(said.path("error_description").asText(""));
        return text.isEmpty() ? "no reason given" : plain(text);
    }

    /** A code such as {@code INVALID_SESSION_ID}; empty if there is none. */
    public static String code(CrmAnswer answer) {
        JsonNode body = json(answer);
        JsonNode said = body.isArray() ? body.path(0) : body;
        return said.path("errorCode").asText(said.path("error").asText(""));
    }

    /** A text of the CRM for our messages: short, and addresses hidden. */
    public static String plain(String text) {
        return Redaction.text(text.strip().replaceAll("\\.$", ""), SHOWN);
    }

    static RaiException refused(WriteSettings settings, String what, CrmAnswer answer) {
        String next =
                switch (answer.status()) {
                    case 401 -> "The token was revoked or is another one's: set a new one.";
                    case 403 -> "Give the app the right to write this.";
                    case 404 -> "There is no such record, or the path is wrong.";
                    case 409 -> "It is there already: update it instead.";
                    default -> "Correct the values and send them again.";
                };
        return new RaiException(
                ErrorCode.CRM_REFUSED,
                settings.name() + " refuses '" + what + "' (" + answer.status() + "): " + message(answer) + ". "
                        + next);
    }

    static RaiException throttled(WriteSettings settings, String what, Duration spent) {
        return new RaiException(
                ErrorCode.CRM_UNAVAILABLE,
                settings.name() + " answered 429 to '" + what + "' for " + spent.toSeconds() + " s, or for the day."
                        + " Nothing was written; send it again later.");
    }

    static RaiException failed(
            WriteSettings settings, String what, @Nullable CrmAnswer answer, @Nullable IOException e, int attempts) {
        return new RaiException(
                ErrorCode.CRM_UNAVAILABLE,
                settings.name() + " failed at '" + what + "' in " + attempts + " attempts; the last one "
                        + (answer == null ? "broke off" : "was answered " + answer.status())
                        + ". Send it again; a second time does no harm.",
                e);
    }

    static RaiException unknown(
            WriteSettings settings, String what, @Nullable CrmAnswer answer, @Nullable IOException e) {
        return new RaiException(
                ErrorCode.CRM_UNKNOWN,
                settings.name() + ": '" + what + "' "
                        + (answer == null ? "broke off" : "was answered " + answer.status())
                        + ", and it is not known whether it was written. It was not sent again: look there first.",
                e);
    }

    private static JsonNode json(CrmAnswer answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            return Json.MAPPER.createObjectNode(); // an error page of something in between
        }
    }
}
