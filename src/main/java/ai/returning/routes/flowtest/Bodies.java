package ai.returning.routes.flowtest;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Messages as JSON, so that a file can say what they hold. */
final class Bodies {
    private static final int MOST = 10_000;

    private Bodies() {}

    /** The body: text that is JSON as such, an iterator as the list of its items. */
    static JsonNode json(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return NullNode.getInstance();
        }
        if (body instanceof Iterator<?> items) {
            List<Object> list = new ArrayList<>();
            while (items.hasNext() && list.size() < MOST) {
                list.add(items.next());
            }
            exchange.getMessage().setBody(list);
            return Json.MAPPER.valueToTree(list);
        }
        if (body instanceof Map || body instanceof List || body instanceof Number || body instanceof Boolean) {
            return Json.MAPPER.valueToTree(body);
        }
        if (body instanceof JsonNode json) {
            return json;
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, body);
        return text == null ? TextNode.valueOf(body.getClass().getName()) : ofText(text);
    }

    private static JsonNode ofText(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return Json.MAPPER.readTree(trimmed);
            } catch (JsonProcessingException e) {
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(text);
    }

    static Map<String, String> headers(Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return headers;
    }

    /** Maps, lists and values of an input. */
    static @Nullable Object plain(@Nullable JsonNode json) {
        return json == null ? null : Json.MAPPER.convertValue(json, Object.class);
    }
}
