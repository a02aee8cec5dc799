package ai.returning.routes.effects;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The call of an effect, as the ledger keeps it. */
final class EffectCall {
    private EffectCall() {}

    static JsonNode content(Effect effect) {
        return tree(effect.id(), effect.content());
    }

    static JsonNode tree(String effectId, String content) {
        try {
            return Json.MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            throw new RaiException(
                    ErrorCode.BUG, "The content of effect " + effectId + " in the ledger cannot be read.", e);
        }
    }

    /**
     * Refuses an effect whose row does not fit its identity or its content.
     *
     * @throws RaiException EFFECT_CHANGED
     */
    static void requireUnchanged(Effect effect) {
        if (!effect.isUnchanged()) {
            throw new RaiException(
                    ErrorCode.EFFECT_CHANGED,
                    "Effect " + effect.id().substring(0, 12) + " was changed in the database after it was admitted, so"
                            + " it is not sent. ./rai ledger verify names what else does not fit.");
        }
    }

    /** @throws RaiException EFFECT_CHANGED */
    static ApiCall of(Effect effect) {
        requireUnchanged(effect);
        JsonNode content = content(effect);
        Map<String, String> parameters = new LinkedHashMap<>();
        content.path("parameters")
                .fields()
                .forEachRemaining(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        JsonNode body = content.get("body");
        return new ApiCall(effect.operation(), parameters, body, null);
    }
}
