package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What goes over the wire as the body of a call, if the contract takes such a body; one of the two, or none. */
@SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
record RequestBody(byte @Nullable [] json, @Nullable MultipartBody file) {

    static RequestBody of(Operation operation, ApiCall call) {
        JsonNode accepted = operation.definition().at("/requestBody");
        if (call.upload() != null) {
            refuseUnless(accepted.at("/content").has("multipart/form-data"), operation, "takes no file");
            return new RequestBody(null, MultipartBody.of(call.upload()));
        }
        if (call.json() != null) {
            refuseUnless(accepted.at("/content").has("application/json"), operation, "takes no JSON body");
            return new RequestBody(json(call.json()), null);
        }
        refuseUnless(!accepted.path("required").asBoolean(), operation, "needs a body");
        return new RequestBody(null, null);
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
