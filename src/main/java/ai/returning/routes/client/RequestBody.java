package ai.returning.routes.client;

import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.codec.Sealed;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** What goes over the wire as the body of a call, if the contract takes such a body; one of the two, or none. */
@SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
record RequestBody(
        byte @Nullable [] json, @Nullable MultipartBody file, ContentType type, Map<String, String> headers) {

    static RequestBody of(Operation operation, ApiCall call) {
        JsonNode accepted = operation.definition().at("/requestBody");
        if (call.upload() != null) {
            refuseUnless(accepted.at("/content").has("multipart/form-data"), operation, "takes no file");
            return plain(null, MultipartBody.of(call.upload()));
        }
        if (call.json() != null) {
            refuseUnless(accepted.at("/content").has("application/json"), operation, "takes no JSON body");
            return plain(json(call.json()), null);
        }
        refuseUnless(!accepted.path("required").asBoolean(), operation, "needs a body");
        return plain(null, null);
    }

    private static RequestBody plain(byte @Nullable [] json, @Nullable MultipartBody file) {
        return new RequestBody(json, file, ContentType.APPLICATION_JSON, Map.of());
    }

    /** The same, encrypted; a body that is not there stays so. */
    RequestBody sealed(AesCodec encryption) {
        if (json == null) {
            return this;
        }
        Sealed sealed = encryption.seal(json);
        return new RequestBody(
                sealed.body(),
                null,
                ContentType.create(sealed.contentType(), StandardCharsets.UTF_8),
                sealed.headers());
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
