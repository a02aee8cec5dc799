package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** How far a user came with the milestones of the community. */
final class MilestoneQueries {
    private static final String CURSOR = "m";
    private static final int PERCENT = 100;

    private final Community community;
    private final UserStore users;

    MilestoneQueries(Community community) {
        this.community = community;
        this.users = community.users();
    }

    @Behaviour(
            of = "getUserMilestones",
            does = "Shows the milestones of the profile with progress after the user's xp and coins, 20 a page, at most"
                    + " 100; the cursor of the next page stands in data.pagination.")
    @Assumed(why = "known by name only; body and paging as in the referral summary")
    HttpReply list(Call call) throws RefusedException {
        BodyCheck check = BodyCheck.of(call);
        JsonNode identifier = check.in("identifier")
                .word("type", Set.of("email", "userId", "username", "custom-field"))
                .texts("value")
                .optionalTexts("fieldName")
                .body();
        JsonNode paging = check.in("pagination")
                .optionalCounts("limit")
                .optionalTexts("cursor")
                .body();
        check.done();
        User user = user(identifier);
        int limit = paging.path("limit").asInt(20);
        if (limit < 1 || limit > 100) {
            throw RefusedException.invalid("pagination.limit", "must be from 1 to 100");
        }
        return call.ok(
                community.profile().text("milestones-shown"),
                page(user, start(paging.path("cursor").asText()), limit));
    }

    private ObjectNode page(User user, int from, int limit) {
        List<Profile.Milestone> all = community.profile().milestones();
        int to = Math.min(all.size(), from + limit);
        ObjectNode data = Things.object();
        data.putObject("user").put("id", Ids.user(user.number())).put("userId", user.shortId());
        ArrayNode list = data.putArray("milestones");
        all.subList(Math.min(from, to), to).forEach(milestone -> list.add(shown(user, milestone)));
        boolean more = to < all.size();
        data.putObject("pagination")
                .put("limit", limit)
                .put("nextCursor", more ? CURSOR + to : null)
                .put("hasMore", more);
        return data;
    }

    private static int start(String cursor) throws RefusedException {
        if (cursor.isEmpty()) {
            return 0;
        }
        if (cursor.matches(CURSOR + "[0-9]{1,6}")) {
            return Integer.parseInt(cursor.substring(1));
        }
        throw RefusedException.invalid("pagination.cursor", "is not known");
    }

    private ObjectNode shown(User user, Profile.Milestone milestone) {
        String value = users.value(user, users.fieldIndex(milestone.field()));
        long current = value == null ? 0 : new BigDecimal(value).longValue();
        boolean done = current >= milestone.target();
        ObjectNode node = Things.object()
                .put("milestoneId", milestone.id())
                .put("name", milestone.name())
                .put("status", "active")
                .put("isCompleted", done);
        node.putObject("rewards").put("xp", milestone.xp()).put("coins", milestone.coins());
        node.putObject("progress")
                .put("current", Math.min(current, milestone.target()))
                .put("target", milestone.target())
                .put("percentage", done ? PERCENT : current * PERCENT / milestone.target());
        return node;
    }

    @Behaviour(
            of = "getUserMilestones",
            does = "A custom field as identifier needs fieldName (400); no user is 404, several with the value 409.")
    @Documented(
            page = "https://adss-dev.returning.ai/api-37688711",
            asOf = "2026-06",
            except = "described for the referral summary, not for this operation")
    User user(JsonNode identifier) throws RefusedException {
        String value = identifier.path("value").asText();
        User user =
                switch (identifier.path("type").asText()) {
                    case "email" -> users.byEmail(value);
                    case "userId" -> users.byId(value);
                    case "username" -> users.byUsername(value);
                    default -> byField(identifier.path("fieldName").asText(), value);
                };
        if (user == null) {
            throw RefusedException.partial(404, "User not found");
        }
        return user;
    }

    private @org.jspecify.annotations.Nullable User byField(String key, String value) throws RefusedException {
        int place = users.fieldIndex(key);
        if (place < 0) {
            throw RefusedException.invalid("identifier.fieldName", "must name a field of the community");
        }
        List<User> hits = users.all().stream()
                .filter(user -> value.equals(users.value(user, place)))
                .toList();
        if (hits.size() > 1) {
            throw RefusedException.partial(409, "Several users have this value");
        }
        return hits.isEmpty() ? null : hits.get(0);
    }
}
