package ai.returning.routes.emulator;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key the emulator accepts. {@code expires} is null for a key without an end. The key determines the community.
 */
public record ApiKey(
        String value,
        String communityId,
        Set<String> permissions,
        @Nullable Instant expires) {

    public ApiKey {
        permissions = Set.copyOf(permissions);
    }

    @Override
    public String toString() {
        return "ApiKey[communityId=" + communityId + ", permissions=" + permissions + ", expires=" + expires + "]";
    }
}
