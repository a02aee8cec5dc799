package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** History entries of user fields: four lists that differ in their path alone, and one way to add an entry. */
final class HistoryHandlers {
    private static final String NEWEST_FIRST = "-createdAt";
    private static final Set<String> SORTS = Set.of("createdAt", NEWEST_FIRST);

    private final Community community;
    private final UserStore users;

    HistoryHandlers(Community community) {
        this.community = community;
        this.users = community.users();
    }

    @Behaviour(
            of = "listUserFieldHistories, ByField, ByUser, ByFieldAndUser",
            does = "List the entries of the field and user in the path, 20 a page, at most 100, newest first or by"
                    + " sort=createdAt oldest first; startDate and endDate are ISO and inclusive. An unknown user or"
                    + " field is 404.")
    @Assumed(why = "known by name only")
    HttpReply list(Call call) throws RefusedException {
        String sort = call.query().getOrDefault("sort", NEWEST_FIRST);
        if (!SORTS.contains(sort)) {
            throw RefusedException.invalid("sort", "must be createdAt or -createdAt");
        }
        List<ObjectNode> hits =
                new ArrayList<>(community.histories().find(ofPath(call).and(between(call))));
        if (sort.equals(NEWEST_FIRST)) {
            Collections.reverse(hits);
        }
        int limit = call.number("limit", 20, 1, 100);
        Page<ObjectNode> page = Page.of(hits, call.number("page", 1, 1, Integer.MAX_VALUE), limit);
        ArrayNode data = Json.MAPPER.createArrayNode();
        page.items().forEach(data::add);
        return call.paged(community.profile().text("histories-listed"), page, data);
    }

    private Predicate<ObjectNode> ofPath(Call call) throws RefusedException {
        Predicate<ObjectNode> wanted = entry -> true;
        if (call.pathParameters().containsKey("fieldId")) {
            String field = Ids.field(FieldHandlers.place(users, call.pathParameter("fieldId")));
            wanted = wanted.and(entry -> entry.path("fieldId").asText().equals(field));
        }
        if (call.pathParameters().containsKey("userId")) {
            String user = Ids.user(user(call).number());
            wanted = wanted.and(entry -> entry.path("userId").asText().equals(user));
        }
        return wanted;
    }

    private static Predicate<ObjectNode> between(Call call) throws RefusedException {
        Instant from = time(call, "startDate", false);
        Instant to = time(call, "endDate", true);
        return entry -> {
            Instant at = Instant.parse(entry.path("createdAt").asText());
            return (from == null || !at.isBefore(from)) && (to == null || !at.isAfter(to));
        };
    }

    /** A time of the query; a day alone means its beginning or its end. */
    private static @Nullable Instant time(Call call, String name, boolean endOfDay) throws RefusedException {
        String text = call.query().get(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.contains("T")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            LocalDate day = LocalDate.parse(text);
            Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            return endOfDay
                    ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1)
                    : start;
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(name, "must be an ISO 8601 date or time");
        }
    }

    private User user(Call call) throws RefusedException {
        User user = users.byId(call.pathParameter("userId"));
        if (user == null) {
            throw RefusedException.partial(404, "User not found");
        }
        return user;
    }

    @Behaviour(
            of = "createUserFieldHistory",
            does = "Each call adds an entry with the value before, and makes the value the user's current one; other"
                    + " writes add no entry.")
    @Assumed(why = "known by name only; whether other writes add entries is not documented")
    HttpReply create(Call call) throws RefusedException, IOException {
        JsonNode body = BodyCheck.of(call)
                .texts("fieldId")
                .field("value", JsonNode::isValueNode, "must be a text or a number")
                .done();
        User user = user(call);
        int place = FieldHandlers.place(users, body.path("fieldId").asText());
        UserField field = users.field(place);
        if (place == UserStore.EMAIL) {
            throw RefusedException.assumed(400, "The e-mail address has no history");
        }
        String value = FieldValues.stored(field, body.path("value"), "value");
        String before = users.value(user, place);
        ObjectNode entry = Things.object()
                .put("_id", Ids.fresh(community.now()))
                .put("communityId", community.id())
                .put("userId", Ids.user(user.number()))
                .put("fieldId", Ids.field(place))
                .put("field", field.key());
        entry.set("value", UserQueries.node(field, value));
        entry.set("previousValue", UserQueries.node(field, before));
        entry.put("createdAt", Things.time(community.now()));
        community.commit(
                Deed.of(call, user).thing("history", "create", entry).field(field.key(), "overwrite", before, value));
        return call.created(community.profile().text("history-created"), entry);
    }
}
