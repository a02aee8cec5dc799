package ai.returning.routes.emulator;

import java.util.List;
import java.util.Map;

/**
 * A user as it stood at one moment. Values are by field key, also those that no call reads, such as the premium balance;
 * a field without a value is left out. Badges are ids.
 */
public record UserView(
        String userId,
        String objectId,
        String username,
        String email,
        Map<String, String> values,
        List<String> badges) {}
