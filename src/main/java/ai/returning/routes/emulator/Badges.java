package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The badges of the community and who has them. Guarded by the lock of the community. */
final class Badges {
    private final Map<String, ObjectNode> badges = new LinkedHashMap<>();
    /** Numbers of users by badge. */
    private final Map<String, Set<Integer>> holders = new LinkedHashMap<>();

    void apply(Deed.Step step) {
        if (step.after() == null) {
            String id = Things.read(step.before()).path("id").asText();
            badges.remove(id);
            holders.remove(id);
        } else {
            ObjectNode badge = Things.read(step.after());
            badges.put(badge.path("id").asText(), badge);
        }
    }

    void hold(@Nullable User user, Deed.Step step) {
        if (user == null) {
            return;
        }
        if (step.after() == null) {
            holdersOf(String.valueOf(step.before())).remove(user.number());
        } else {
            holdersOf(step.after()).add(user.number());
        }
    }

    private Set<Integer> holdersOf(String badge) {
        return holders.computeIfAbsent(badge, id -> new LinkedHashSet<>());
    }

    List<ObjectNode> all() {
        return List.copyOf(badges.values());
    }

    /** The badge as it was sent, with its id; null for an unknown id. */
    @Nullable
    ObjectNode find(String id) {
        return badges.get(id);
    }

    boolean has(User user, String badge) {
        return holders.getOrDefault(badge, Set.of()).contains(user.number());
    }

    /** Badges of a user in the order of the community's list. */
    List<ObjectNode> of(User user) {
        return badges.values().stream()
                .filter(badge -> has(user, badge.path("id").asText()))
                .toList();
    }

    boolean awarded(String badge) {
        return !holders.getOrDefault(badge, Set.of()).isEmpty();
    }

    /** What the badge gives along with it: the figure, if the switch is on. */
    static long grant(JsonNode badge, String onOff, String quantity) {
        return badge.path(onOff).asBoolean() ? Math.max(0, badge.path(quantity).asLong()) : 0;
    }
}
