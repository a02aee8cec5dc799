package ai.returning.routes.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The users of the emulated community, for tests and the admin path. */
public final class EmulatorUsers {
    private final UserStore store;
    private final Badges badges;

    EmulatorUsers(UserStore store, Badges badges) {
        this.store = store;
        this.badges = badges;
    }

    public int count() {
        return store.count();
    }

    /** The user with a short id or an e-mail address in any case. */
    public Optional<UserView> find(String idOrEmail) {
        return Optional.ofNullable(store.find(idOrEmail)).map(this::view);
    }

    /** All fields, default ones first. */
    public List<UserField> fields() {
        return store.fields();
    }

    private UserView view(User user) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < store.places(); i++) {
            String value = store.value(user, i);
            if (value != null) {
                values.put(store.field(i).key(), value);
            }
        }
        String email = values.getOrDefault(store.field(UserStore.EMAIL).key(), "");
        List<String> held;
        synchronized (store) {
            held = badges.of(user).stream()
                    .map(badge -> badge.path("id").asText())
                    .toList();
        }
        return new UserView(user.shortId(), Ids.user(user.number()), user.username(), email, values, held);
    }
}
