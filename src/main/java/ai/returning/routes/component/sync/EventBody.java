package ai.returning.routes.component.sync;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads events out of a body: a map, a list of maps, or JSON of an object or of a list of objects. */
final class EventBody {
    private static final int MAX_BYTES = 8 * 1024 * 1024;
    private static final TypeReference<Map<String, @Nullable Object>> EVENT = new TypeReference<>() {};

    /** A body that holds no events; the message says why and quotes nothing of it. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String why) {
            super(why);
        }
    }

    private EventBody() {}

    /** @throws UnreadableException if it is no event and never will be */
    static List<Map<String, @Nullable Object>> read(Exchange exchange) throws UnreadableException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            return List.of(event(map));
        }
        if (body instanceof List<?> list) {
            List<Map<String, @Nullable Object>> events = new ArrayList<>(list.size());
            for (Object item : list) {
                events.add(item instanceof Map<?, ?> map ? event(map) : event(tree(item)));
            }
            return events;
        }
        return events(body instanceof JsonNode json ? json : parse(bytes(exchange, body)));
    }

    private static List<Map<String, @Nullable Object>> events(JsonNode json) throws UnreadableException {
        if (!json.isArray()) {
            return List.of(event(json));
        }
        List<Map<String, @Nullable Object>> events = new ArrayList<>(json.size());
        for (JsonNode item : json) {
            events.add(event(item));
        }
        return events;
    }

    private static Map<String, @Nullable Object> event(JsonNode json) throws UnreadableException {
        if (!json.isObject()) {
            throw new UnreadableException("An event must be a JSON object.");
        }
        return Json.MAPPER.convertValue(json, EVENT);
    }

    private static Map<String, @Nullable Object> event(Map<?, ?> map) throws UnreadableException {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new UnreadableException("An event has a key that is no text.");
            }
            event.put(name, entry.getValue());
        }
        return event;
    }

    private static JsonNode tree(@Nullable Object item) throws UnreadableException {
        try {
            return Json.MAPPER.valueToTree(item);
        } catch (IllegalArgumentException e) {
            throw unreadable("A body of this type cannot be read as an event.", e);
        }
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) throws UnreadableException {
        if (body == null) {
            throw new UnreadableException("The body is empty.");
        }
        InputStream in = exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (in == null) {
            throw new UnreadableException("A " + body.getClass().getSimpleName() + " holds no event.");
        }
        try (in) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableException("The body has more than " + MAX_BYTES + " bytes.");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable("The body cannot be read.", e);
        }
    }

    private static JsonNode parse(byte[] bytes) throws UnreadableException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("The body is no UTF-8 text.", e);
        }
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json.isMissingNode()) {
                throw new UnreadableException("The body is empty.");
            }
            return json;
        } catch (JsonProcessingException e) {
            // the parser's own message quotes the body
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw unreadable("The body is not valid JSON (line " + line + ").", e);
        }
    }

    private static UnreadableException unreadable(String why, Exception cause) {
        UnreadableException unreadable = new UnreadableException(why);
        unreadable.initCause(cause);
        return unreadable;
    }
}
