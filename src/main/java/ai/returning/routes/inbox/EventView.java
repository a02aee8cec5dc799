package ai.returning.routes.inbox;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a route gets of an event: a map with {@code event, endpoint, tenant, key, receivedAt, time, timeIsReceipt, proven,
 * attempt}, a map for each group of pointers such as {@code user}, and {@code content}, the body as it came. Fields the
 * body does not have are left out.
 */
public final class EventView {
    private static final ObjectMapper PLAIN = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Function<String, Pointers> pointers;
    private final Set<String> own;

    /** @param pointers places of the fields, by the name of an endpoint */
    public EventView(Function<String, Pointers> pointers) {
        this(pointers, List.of());
    }

    /** @param own ids, user names and e-mail addresses of the users in whose name this service itself acts */
    public EventView(Function<String, Pointers> pointers, Collection<String> own) {
        this.pointers = pointers;
        this.own = own.stream().map(EventView::plain).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * An event as a route sees it.
     *
     * @param object the event object
     * @param content the body as maps, lists, texts and numbers
     * @param own whether it tells of something this service did itself
     */
    public record Seen(Map<String, Object> object, @Nullable Object content, boolean own) {}

    /** @throws RaiException EVENT_UNREADABLE if the body cannot be read */
    public Seen of(InboxEvent event) {
        JsonNode json;
        try {
            json = StrictJson.read(event.body());
        } catch (UnreadableException e) {
            throw new RaiException(
                    ErrorCode.EVENT_UNREADABLE,
                    "Event " + event.id().substring(0, 12) + " cannot be read: " + e.getMessage()
                            + ". Look at what its sender sends.",
                    e);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", event.type());
        object.put("endpoint", event.endpoint());
        object.put("tenant", event.tenant());
        object.put("key", event.key());
        object.put("receivedAt", Instant.ofEpochMilli(event.receivedAt()).toString());
        Long time = event.eventTime();
        object.put(
                "time",
                Instant.ofEpochMilli(time == null ? event.receivedAt() : time).toString());
        object.put("timeIsReceipt", time == null);
        object.put("proven", event.proven());
        object.put("attempt", event.attempts());
        object.putAll(pointers.apply(event.endpoint()).all(json));
        Object content = PLAIN.convertValue(json, Object.class);
        if (content != null) {
            object.put("content", content);
        }
        return new Seen(object, content, isOwn(object.get("user")));
    }

    private boolean isOwn(@Nullable Object user) {
        return user instanceof Map<?, ?> names
                && names.values().stream().anyMatch(name -> own.contains(plain(String.valueOf(name))));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
