package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.EffectWorld;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The users of a world by their e-mail addresses; can be away, and counts what it is asked. */
final class KnownUsers implements Users {
    private final Map<String, Users.Answer> users = new HashMap<>();
    private final Set<Set<UserName>> asked = new HashSet<>();
    private volatile boolean away;

    KnownUsers(EffectWorld world) {
        for (int n = 0; n < 20; n++) {
            String email = "u" + n + "@example.org";
            users.put(email, new Found(Map.of(UserName.Kind.EMAIL, email, UserName.Kind.SHORT_ID, world.user(n))));
        }
        users.put("twice@example.org", new Ambiguous("Two users have the address."));
        users.put("nameless@example.org", new Found(Map.of(UserName.Kind.EMAIL, "nameless@example.org")));
    }

    void away(boolean now) {
        away = now;
    }

    void add(String email, String shortId) {
        users.put(email, new Found(Map.of(UserName.Kind.EMAIL, email, UserName.Kind.SHORT_ID, shortId)));
    }

    Set<Set<UserName>> asked() {
        return asked;
    }

    @Override
    public Map<UserName, Users.Answer> find(Set<UserName> names) {
        asked.add(Set.copyOf(names));
        Map<UserName, Users.Answer> answers = new LinkedHashMap<>();
        names.forEach(name -> answers.put(
                name,
                away
                        ? new Unavailable("The API cannot be reached.")
                        : users.getOrDefault(
                                name.value().toLowerCase(Locale.ROOT), new Unknown("No user has this address."))));
        return answers;
    }
}
