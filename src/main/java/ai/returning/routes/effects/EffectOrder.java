package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An effect that a route wants.
 *
 * @param effect declared name of the effect; a new name pays again
 * @param businessKey names the business event, such as {@code deposit:9917}; any length
 * @param subject whom it concerns, as one name however the source writes it
 * @param operation the operation that does it
 * @param parameters of the call
 * @param body of the call; null if it has none
 * @param fence effects of one fence go one after the other, and none while one is unclear; empty if order is no matter
 * @param flow where it comes from
 * @param place file and line of the step or rule that wants it
 */
public record EffectOrder(
        String effect,
        String businessKey,
        String subject,
        String operation,
        Map<String, String> parameters,
        @Nullable JsonNode body,
        Optional<String> fence,
        String flow,
        String place) {

    /** Refuses an order without a name for its event, and what the ledger cannot keep. */
    public EffectOrder {
        if (effect.isBlank() || businessKey.isBlank() || operation.isBlank()) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNGUARDED,
                    "An effect needs a name, a business key and an operation; got '" + effect + "', '"
                            + Redaction.text(businessKey, 200) + "' and '" + operation + "'. Nothing was sent.");
        }
        Fits.require("effect", effect, 200);
        Fits.require("businessKey", businessKey, Integer.MAX_VALUE);
        Fits.require("subject", subject, Fits.SUBJECT);
        Fits.require("operation", operation, 100);
        Fits.require("fence", fence.orElse(""), 500);
        Fits.require("flow", flow, Fits.FLOW);
        Fits.require("place", place, Fits.PLACE);
    }

    /** The call as text that is the same for the same call. */
    String content() {
        ObjectNode content = Json.MAPPER.createObjectNode();
        ObjectNode given = content.putObject("parameters");
        new TreeMap<>(parameters).forEach(given::put);
        if (body != null) {
            content.set("body", Canonical.of(body));
        }
        try {
            return Json.MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "A call cannot be written as JSON.", e);
        }
    }
}
