package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** Turns the body of a call into what goes over the wire, if the contract takes such a body. */
final class RequestBody {
    private RequestBody() {}

    /** The body, or null for a call without one. */
    static @Nullable HttpEntity of(Operation operation, ApiCall call) {
        JsonNode accepted = operation.definition().at("/requestBody");
        if (call.upload() != null) {
            refuseUnless(accepted.at("/content").has("multipart/form-data"), operation, "takes no file");
            return MultipartBody.of(call.upload());
        }
        if (call.json() != null) {
            refuseUnless(accepted.at("/content").has("application/json"), operation, "takes no JSON body");
            return new ByteArrayEntity(json(call.json()), ContentType.APPLICATION_JSON);
        }
        refuseUnless(!accepted.path("required").asBoolean(), operation, "needs a body");
        return null;
    }

    private static byte[] json(JsonNode body) {
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "A JSON body cannot be written: " + e.getOriginalMessage() + ".", e);
        }
    }

    private static void refuseUnless(boolean fits, Operation operation, String problem) {
        if (!fits) {
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "Operation " + operation.id() + " " + problem + ": see " + operation.method() + " "
                            + operation.path() + " in the contract.");
        }
    }
}
