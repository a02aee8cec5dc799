package ai.returning.routes.emulator;

import ai.returning.routes.contract.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the emulated communities and what they open. */
final class KeyRing {
    private static final String SCHEME = "Bearer ";

    private final List<ApiKey> keys;
    private final Knobs knobs;
    private final Clock clock;

    KeyRing(List<ApiKey> keys, Knobs knobs, Clock clock) {
        this.keys = keys;
        this.knobs = knobs;
        this.clock = clock;
    }

    @Behaviour(of = "keys", does = "A missing, unknown or expired key is 401.")
    @Documented(page = "https://dev.returning.ai/bulk-update", asOf = "2026-04")
    ApiKey authenticate(@Nullable String authorization) throws RefusedException {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            throw RefusedException.partial(401, "API key is missing");
        }
        ApiKey key = find(authorization.substring(SCHEME.length()).strip());
        if (key == null) {
            throw RefusedException.partial(401, "API key is invalid");
        }
        if (key.expires() != null && !clock.instant().isBefore(key.expires())) {
            throw RefusedException.partial(401, "API key is expired");
        }
        return key;
    }

    @Behaviour(of = "keys", does = "A key without the permission of the operation is 403, or 401 by a knob.")
    @Assumed(why = "the pages disagree whether a lacking permission is 401 or 403")
    void authorise(ApiKey key, Operation operation) throws RefusedException {
        String needed = operation.permission().replace("?", "");
        boolean open = needed.isEmpty() || needed.equals("none") || needed.equals("unknown");
        if (!open && !key.permissions().contains(needed)) {
            throw RefusedException.assumed(
                    knobs.missingPermissionIs401 ? 401 : 403, "API key lacks the permission " + needed);
        }
    }

    @Behaviour(of = "keys", does = "A community in the path that is not the key's own is 403.")
    @Documented(page = "https://dev.returning.ai/user-fields", asOf = "2026-04", except = "a malformed id is 400")
    void checkCommunity(ApiKey key, @Nullable String communityInPath) throws RefusedException {
        if (communityInPath == null) {
            return;
        }
        if (!Ids.isObjectId(communityInPath)) {
            throw RefusedException.partial(400, "Community id is malformed");
        }
        if (!communityInPath.equalsIgnoreCase(key.communityId())) {
            throw RefusedException.partial(403, "API key has no access to this community");
        }
    }

    private @Nullable ApiKey find(String value) {
        byte[] sent = value.getBytes(StandardCharsets.UTF_8);
        ApiKey found = null;
        for (ApiKey key : keys) {
            if (MessageDigest.isEqual(sent, key.value().getBytes(StandardCharsets.UTF_8))) {
                found = key;
            }
        }
        return found;
    }
}
