package ai.returning.routes.effects.rules;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events as JSON, kept while they need a person: the declared fields alone, each as it came. */
final class EventJson {
    /** A longer event is not kept. */
    private static final int MOST = 100_000;

    private static final int LONGEST_NUMBER = 1_000;

    private EventJson() {}

    static Optional<String> write(Map<String, ? extends @Nullable Object> given, Set<String> declared) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        long size = 0;
        for (String name : declared) {
            if (given.containsKey(name)) {
                Object value = plain(given.get(name));
                size += value instanceof String text ? text.length() : 0;
                if (size > MOST) {
                    return Optional.empty();
                }
                event.set(name, Json.MAPPER.valueToTree(value));
            }
        }
        try {
            String text = Json.MAPPER.writeValueAsString(event);
            return text.length() > MOST ? Optional.empty() : Optional.of(text);
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "An event cannot be written as JSON.", e);
        }
    }

    static Map<String, @Nullable Object> read(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<Map<String, @Nullable Object>>() {});
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "A kept event cannot be read.", e);
        }
    }

    /** What JSON has a word for; all else as text. A number with a huge exponent stays what it is: refused. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            boolean moderate = number.precision() < LONGEST_NUMBER && Math.abs((long) number.scale()) < LONGEST_NUMBER;
            return moderate ? number : number.precision() < LONGEST_NUMBER ? number.toString() : "a number too long";
        }
        if (value instanceof BigInteger number && number.bitLength() > 4 * LONGEST_NUMBER) {
            return "a number too long";
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
