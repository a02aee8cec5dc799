package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Profiles of users on the application host. */
final class ProfileQueries {
    private final Community community;
    private final UserStore users;

    ProfileQueries(Community community) {
        this.community = community;
        this.users = community.users();
    }

    @Behaviour(
            of = "getUser",
            does = "Shows the profile of a user by object id or short id; flags with the value true choose the fields,"
                    + " without one all come. The login of a user sees no other user (403); an unknown user is 404.")
    @Documented(
            page = "https://dev.returning.ai/api-18362342",
            asOf = "2026-04",
            except = "the kind of id, the value of the flags, and the answers to errors")
    HttpReply user(Call call) throws RefusedException {
        User user = users.byId(call.pathParameter("userId"));
        if (user == null) {
            throw RefusedException.assumed(404, "User not found");
        }
        String own = call.key().user();
        if (own != null && users.find(own) != user) {
            throw RefusedException.partial(403, "Only the own profile is open to this login");
        }
        ObjectNode all = profile(user);
        ObjectNode chosen = all.deepCopy();
        chosen.retain(call.query().entrySet().stream()
                .filter(flag -> flag.getValue().equals("true"))
                .map(java.util.Map.Entry::getKey)
                .toList());
        return call.ok(community.profile().text("user-shown"), chosen.isEmpty() ? all : chosen);
    }

    @Behaviour(
            of = "listCommunityUsers",
            does = "Lists profiles in order of joining, 20 a page, at most 100; search looks for a part of user name,"
                    + " display name, first or last name, in any case.")
    @Assumed(why = "known by name only")
    HttpReply list(Call call) throws RefusedException {
        String search = call.query().getOrDefault("search", "").toLowerCase(Locale.ROOT);
        List<User> hits =
                users.all().stream().filter(user -> fits(user, search)).toList();
        int limit = call.number("limit", 20, 1, 100);
        Page<User> page = Page.of(hits, call.number("page", 1, 1, Integer.MAX_VALUE), limit);
        ArrayNode data = Json.MAPPER.createArrayNode();
        page.items().forEach(user -> data.add(profile(user)));
        return call.paged(community.profile().text("users-listed"), page, data);
    }

    private boolean fits(User user, String search) {
        return holds(user.username(), search)
                || holds(user.displayName(), search)
                || holds(value(user, "first_name"), search)
                || holds(value(user, "last_name"), search);
    }

    private static boolean holds(@Nullable String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part);
    }

    private @Nullable String value(User user, String key) {
        return users.value(user, users.fieldIndex(key));
    }

    private ObjectNode profile(User user) {
        return Things.object()
                .put("_id", Ids.user(user.number()))
                .put("id", user.shortId())
                .put("avatar", "")
                .put("displayName", user.displayName())
                .put("username", user.username())
                .put("firstName", value(user, "first_name"))
                .put("lastName", value(user, "last_name"))
                .put("email", users.value(user, UserStore.EMAIL))
                .put("isOnline", false)
                .putNull("lastLogin");
    }
}
