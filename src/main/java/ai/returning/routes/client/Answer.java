package ai.returning.routes.client;

import ai.returning.routes.contract.Evidence;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A call that succeeded. */
public record Answer(
        int status,
        /** The payload without its envelope; a missing node if there is none. */
        JsonNode payload,
        /** The whole body; a missing node if it was empty. */
        JsonNode whole,
        /** The human text of the envelope, or an empty string. */
        String message,
        Evidence evidence,
        /** Response headers, names in lower case. */
        Map<String, String> headers) {}
