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
        try {
            return Json.MAPPER.readTree(effect.content());
        } catch (JsonProcessingException e) {
            throw new RaiException(
                    ErrorCode.BUG, "The content of effect " + effect.id() + " in the ledger cannot be read.", e);
        }
    }

    static ApiCall of(Effect effect) {
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
