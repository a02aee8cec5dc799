package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads of users. */
final class UserQueries {
    private static final int PAGE = 200;
    private static final int MAX_CURSOR = 12;

    private final UserStore users;
    private final Messages messages;
    private final Badges badges;
    private final String communityId;

    UserQueries(UserStore users, Messages messages, Badges badges, String communityId) {
        this.users = users;
        this.messages = messages;
        this.badges = badges;
        this.communityId = communityId;
    }

    @Behaviour(
            of = "getUserData",
            does = "Shows one user by short id or e-mail address, custom fields by their key, badges by their id.")
    @Documented(
            page = "https://dev.returning.ai/get-user-data",
            asOf = "2026-04",
            except = "the badges; counters of activity other than messages, replies and reactions are always 0")
    HttpReply info(Call call) throws RefusedException {
        JsonNode wanted = call.json().get("idOrEmail");
        if (wanted == null || !wanted.isTextual() || wanted.asText().isBlank()) {
            throw RefusedException.partial(400, "idOrEmail is required");
        }
        return call.ok(null, data(user(call, wanted.asText())), Map.of());
    }

    @Behaviour(of = "getUserData", does = "An unknown user, or one of another community, is 404.")
    @Assumed(why = "not documented")
    private User user(Call call, String idOrEmail) throws RefusedException {
        User user = call.key().communityId().equals(communityId) ? users.find(idOrEmail) : null;
        if (user == null) {
            throw RefusedException.assumed(404, "User not found");
        }
        return user;
    }

    private ObjectNode data(User user) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("userId", user.shortId()).put("username", user.username());
        data.set("xp", value(user, "xp"));
        data.set("coins", value(user, "coins"));
        data.putArray("roles").add("@all");
        data.put("highestRole", "@all");
        data.set("firstName", value(user, "first_name"));
        data.set("lastName", value(user, "last_name"));
        data.put("xpEarnedToday", 0).put("coinsEarnedToday", 0).put("language", "English");
        synchronized (users) {
            data.put("totalMessages", messages.sentBy(user))
                    .put("totalReactions", messages.reactionsBy(user))
                    .put("visitCount", 0)
                    .put("replySent", messages.repliesBy(user));
            ArrayNode held = data.putArray("badges");
            badges.of(user).forEach(badge -> held.add(badge.path("id").asText()));
        }
        data.put("timeSpent", 0).put("loginStreak", 0);
        ObjectNode custom = data.putObject("customFields");
        for (int i = 0; i < users.places(); i++) {
            String value = users.isDefault(i) || !users.isVisible(i) ? null : users.value(user, i);
            if (value != null) {
                custom.set(users.field(i).key(), node(users.field(i), value));
            }
        }
        return data;
    }

    private JsonNode value(User user, String key) {
        int index = users.fieldIndex(key);
        return index < 0 ? Json.MAPPER.nullNode() : node(users.field(index), users.value(user, index));
    }

    static JsonNode node(UserField field, @Nullable String value) {
        if (value == null) {
            return Json.MAPPER.nullNode();
        }
        return field.type().isNumber()
                ? Json.MAPPER.getNodeFactory().numberNode(new BigDecimal(value))
                : Json.MAPPER.getNodeFactory().textNode(value);
    }

    @Behaviour(
            of = "searchUsers",
            does = "Shows chosen columns of the users that match all filters, 200 a page; cursor together with page is"
                    + " 400, an unknown column is 400, no hit is an empty list.")
    @Documented(
            page = "https://dev.returning.ai/get-users-with-filter",
            asOf = "2026-04",
            except = "path, nesting of the answer, and errors")
    HttpReply search(Call call) throws RefusedException {
        JsonNode body = call.json();
        List<Column> columns = columns(body.get("fields"));
        Predicate<User> filter = new UserFilter(users).of(body.get("filter"));
        if (body.has("cursor") && body.has("page")) {
            throw RefusedException.assumed(400, "Send either cursor or page");
        }
        List<User> all = call.key().communityId().equals(communityId) ? users.all() : List.of();
        List<User> hits = all.stream().filter(filter).toList();
        Page<User> page = Page.of(hits, pageNumber(body), PAGE);
        ArrayNode data = Json.MAPPER.createArrayNode();
        page.items().forEach(user -> data.add(row(user, columns)));
        return call.ok(null, data, tail(body, page));
    }

    private static Map<String, JsonNode> tail(JsonNode body, Page<User> page) {
        Map<String, JsonNode> tail = new LinkedHashMap<>();
        if (body.has("cursor")) {
            boolean more = page.number() < page.pages();
            tail.put("next_cursor", Json.MAPPER.valueToTree(more ? "c" + (page.number() + 1) : null));
        } else {
            tail.put("total_pages", Json.MAPPER.valueToTree(page.pages()));
            tail.put("current_page", Json.MAPPER.valueToTree(page.number()));
        }
        return tail;
    }

    /** A cursor is opaque to the caller; the empty one begins. */
    private static int pageNumber(JsonNode body) throws RefusedException {
        JsonNode cursor = body.get("cursor");
        if (cursor == null || cursor.isNull()) {
            JsonNode page = body.get("page");
            if (page != null && (!page.canConvertToInt() || page.asInt() < 1)) {
                throw RefusedException.partial(400, "page must be a whole number from 1");
            }
            return page == null ? 1 : page.asInt();
        }
        String text = cursor.asText();
        if (text.isEmpty()) {
            return 1;
        }
        try {
            if (text.startsWith("c") && text.length() < MAX_CURSOR) {
                return Math.max(1, Integer.parseInt(text.substring(1)));
            }
        } catch (NumberFormatException e) {
            throw RefusedException.assumed(400, "cursor is not known");
        }
        throw RefusedException.assumed(400, "cursor is not known");
    }

    /** A column to show; {@code index} is -1 for the two identifiers that are no fields. */
    private record Column(String key, int index) {}

    private List<Column> columns(@Nullable JsonNode fields) throws RefusedException {
        if (fields == null || !fields.isArray() || fields.isEmpty()) {
            throw RefusedException.partial(400, "fields must name at least one column");
        }
        List<Column> columns = new ArrayList<>();
        for (JsonNode field : fields) {
            String key = field.asText();
            int index = users.fieldIndex(key);
            if (index < 0 && !key.equals("userId") && !key.equals("username")) {
                throw RefusedException.assumed(400, "Unknown column: " + key);
            }
            columns.add(new Column(key, index));
        }
        return columns;
    }

    private ObjectNode row(User user, List<Column> columns) {
        ObjectNode row = Json.MAPPER.createObjectNode();
        for (Column column : columns) {
            if (column.index() >= 0) {
                UserField field = users.field(column.index());
                row.set(column.key(), node(field, users.value(user, column.index())));
            } else {
                row.put(column.key(), column.key().equals("userId") ? user.shortId() : user.username());
            }
        }
        return row;
    }
}
