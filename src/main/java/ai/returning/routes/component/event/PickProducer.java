package ai.returning.routes.component.event;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Makes the body of parts of the event, by the names another system has for them. What the event lacks is left out. */
final class PickProducer extends DefaultProducer {
    private final Map<String, String> places;

    PickProducer(EventEndpoint endpoint, Map<String, String> places) {
        super(endpoint);
        this.places = places;
    }

    /**
     * Reads {@code email=user.email, city=content.user.city}.
     *
     * @throws RaiException CONFIG_INVALID
     */
    static Map<String, String> places(String fields) {
        Map<String, String> places = new LinkedHashMap<>();
        for (String field : fields.split(",", -1)) {
            String[] parts = field.strip().split("\\s*=\\s*", -1);
            boolean fits = parts.length == 2
                    && parts[0].matches("[A-Za-z0-9_-]+")
                    && parts[1].matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
            if (!fits || places.put(parts[0], parts[1]) != null) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "Option 'fields' of returning-ai-event:pick has '" + field.strip()
                                + "': names of their own with a place of the event each are expected, such as"
                                + " email=user.email.");
            }
        }
        return places;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getVariable("event") instanceof Map<?, ?> event)) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai-event:pick takes from the event in the variable 'event', and there is none. Call it"
                            + " in a route that starts from returning-ai-event.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        places.forEach((name, place) -> {
            Object value = at(event, place);
            if (value != null) {
                body.put(name, value);
            }
        });
        exchange.getMessage().setBody(body);
    }

    private static @Nullable Object at(Map<?, ?> event, String place) {
        Object value = event;
        for (String step : place.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }
}
