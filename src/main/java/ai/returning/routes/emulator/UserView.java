package ai.returning.routes.emulator;

import java.util.Map;

/** A user as it stood at one moment. Values are by field key; a field without a value is left out. */
public record UserView(String userId, String objectId, String username, String email, Map<String, String> values) {}
