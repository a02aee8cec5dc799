package ai.returning.routes.emulator;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key the emulator accepts. {@code expires} is null for a key without an end. The key determines the community.
 * Without {@code schemes} it is taken under every security scheme of the contract, else under those alone. With a
 * {@code user} (short id or e-mail address) it is the login of that user, who sees no other's profile.
 */
public record ApiKey(
        String value,
        String communityId,
        Set<String> permissions,
        @Nullable Instant expires,
        Set<String> schemes,
        @Nullable String user) {

    public ApiKey {
        permissions = Set.copyOf(permissions);
        schemes = Set.copyOf(schemes);
    }

    /** A key for every security scheme. */
    public ApiKey(String value, String communityId, Set<String> permissions, @Nullable Instant expires) {
        this(value, communityId, permissions, expires, Set.of(), null);
    }

    /** What stands for the key of a call that needs none. */
    static ApiKey none() {
        return new ApiKey("", "", Set.of(), null);
    }

    @Override
    public String toString() {
        return "ApiKey[communityId=" + communityId + ", permissions=" + permissions + ", expires=" + expires
                + ", schemes=" + schemes + "]";
    }
}
