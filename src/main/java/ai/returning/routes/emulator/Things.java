package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Forms that the things of a community share: JSON objects in the record, and times in answers. */
final class Things {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Things() {}

    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    /** The object of a step in the record. */
    static ObjectNode read(@Nullable String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json == null ? "{}" : json);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new RaiException(ErrorCode.EMULATOR_DATA, "A thing in the emulator's calls.jsonl is no object.", e);
        }
    }

    /** What a caller sent as JSON. */
    static JsonNode parsed(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /** A time with milliseconds, in UTC. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
