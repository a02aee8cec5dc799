package ai.returning.routes.emulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user to be put into the emulated community. Without a username one is made. Values are by field key, default and
 * custom fields alike; a field left out has no value, {@code xp} and {@code coins} start at 0.
 */
public record SeedUser(String email, @Nullable String username, Map<String, String> values) {

    public static SeedUser of(String email) {
        return new SeedUser(email, null, Map.of());
    }

    public static SeedUser of(String email, Map<String, String> values) {
        return new SeedUser(email, null, values);
    }
}
