package ai.returning.routes.sync.source.crm;

import ai.returning.routes.crm.CrmAnswer;
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

/** What answers that are no page mean, and what to do. */
final class HubspotErrors {
    private static final int SHOWN = 200;

    private final HubspotSettings settings;

    HubspotErrors(HubspotSettings settings) {
        this.settings = settings;
    }

    /**
     * How long an answer 429 asks to wait; empty if it does not say.
     *
     * @throws RaiException SOURCE_UNAVAILABLE if the calls of the day are used up: no wait of a run would help
     */
    Optional<Duration> throttle(CrmAnswer answer) {
        if (text(answer, "policyName").toUpperCase(Locale.ROOT).contains("DAILY")) {
            throw new RaiException(
                    ErrorCode.SOURCE_UNAVAILABLE,
                    settings.shown() + ": the calls of the day are used up. The checkpoint stays; the limit is set back"
                            + " at midnight in the zone of the account, and the next run reads the same changes.");
        }
        String asked = answer.header("retry-after");
        return asked != null && asked.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(asked)))
                : Optional.empty();
    }

    RaiException throttledTooLong(Duration spent) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + " answered 429 for " + spent.toSeconds() + " s, the limit is "
                        + settings.patience().longestThrottle().toSeconds() + " s ("
                        + settings.key("longest-throttle") + "). The checkpoint stays. Other apps share the limit:"
                        + " lower " + settings.key("per-second") + " or theirs.");
    }

    RaiException dailyReserve(String left) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + " has " + left + " calls of the day left, and "
                        + settings.limits().dailyReserve() + " are kept for others (" + settings.key("daily-reserve")
                        + "). The checkpoint stays; the next run reads the same changes.");
    }

    RaiException refused(CrmAnswer answer) {
        int status = answer.status();
        if (status == 401) {
            return new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    settings.shown()
                            + " does not accept the token (401). It was revoked, or is another one's. Set a new"
                            + " token of the private app in " + settings.key("token")
                            + " and start the run again; the checkpoint stays.");
        }
        if (status == 403) {
            return new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    settings.shown() + " refuses the private app (403): " + message(answer)
                            + ". Give it the scopes crm.objects.contacts.read and crm.schemas.contacts.read.");
        }
        if (status >= 300 && status < 400) {
            return new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    settings.shown() + " answers with a redirect (" + status + "), which is not followed, as the token"
                            + " would go along. Correct " + settings.key("url") + ".");
        }
        return new RaiException(
                ErrorCode.SOURCE_REFUSED,
                settings.shown() + " refuses the call (" + status + "): " + message(answer) + ". Check "
                        + settings.key("search-path") + " and the columns of the mapping.");
    }

    /** @param answer the last one, or null if the last call broke */
    RaiException unavailable(@Nullable CrmAnswer answer, int attempts) {
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + " cannot be read after " + attempts + " attempts; the last one "
                        + (answer == null ? "broke off" : "was answered " + answer.status())
                        + ". The checkpoint stays; start the run again.");
    }

    RaiException unreadable(IOException e) {
        return new RaiException(
                ErrorCode.PAGES_UNFIT,
                settings.shown() + " answered with something that is no JSON. Check " + settings.key("url") + ".",
                e);
    }

    private static String message(CrmAnswer answer) {
        String said = text(answer, "message");
        return said.isEmpty() ? "no reason given" : Redaction.clip(said, SHOWN);
    }

    private static String text(CrmAnswer answer, String key) {
        try {
            JsonNode node = Json.MAPPER.readTree(answer.body());
            return node == null ? "" : node.path(key).asText("");
        } catch (IOException e) {
            return ""; // an error page of something in between
        }
    }
}
