package ai.returning.routes.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The JSON Schemas (2020-12) of an operation, each complete in itself: every {@code $ref} is replaced by its target. */
public record Schemas(
        /** Of the JSON request body. */
        Optional<JsonNode> body,
        /** Of the parts of a multipart request. */
        Optional<JsonNode> form,
        /** Of the whole 2xx answer. */
        Optional<JsonNode> answer) {

    /** Nothing is known. */
    public static final Schemas NONE = new Schemas(Optional.empty(), Optional.empty(), Optional.empty());
}
