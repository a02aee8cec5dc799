package ai.returning.routes.emulator;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keys of the emulated communities and what they open. */
final class KeyRing {
    private final Map<String, SecurityScheme> schemes;
    private final List<ApiKey> keys;
    private final Knobs knobs;
    private final Clock clock;

    KeyRing(Map<String, SecurityScheme> schemes, List<ApiKey> keys, Knobs knobs, Clock clock) {
        this.schemes = schemes;
        this.keys = keys;
        this.knobs = knobs;
        this.clock = clock;
    }

    @Behaviour(
            of = "keys",
            does =
                    "A key travels in the header of a security scheme of its operation; a missing, unknown or expired key"
                            + " is 401. bulkImportUsers takes no key.")
    @Documented(page = "https://dev.returning.ai/bulk-update", asOf = "2026-04")
    ApiKey authenticate(Operation operation, UnaryOperator<@Nullable String> header) throws RefusedException {
        if (operation.security().equals(SecurityScheme.NONE)) {
            return ApiKey.none();
        }
        boolean sent = false;
        for (String name : accepted(operation)) {
            String value = sentIn(header, schemes.get(name));
            if (value != null) {
                sent = true;
                ApiKey key = find(value, name);
                if (key != null) {
                    return unexpired(key);
                }
            }
        }
        throw RefusedException.partial(401, sent ? "API key is invalid" : "API key is missing");
    }

    /** The scheme in use first, then the others that the operation names. */
    private static Set<String> accepted(Operation operation) {
        Set<String> names = new LinkedHashSet<>(List.of(operation.security()));
        operation
                .definition()
                .path("security")
                .forEach(scheme -> scheme.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static @Nullable String sentIn(UnaryOperator<@Nullable String> header, @Nullable SecurityScheme scheme) {
        String text = scheme == null ? null : header.apply(scheme.header());
        return scheme == null || text == null || !text.startsWith(scheme.prefix())
                ? null
                : text.substring(scheme.prefix().length()).strip();
    }

    private ApiKey unexpired(ApiKey key) throws RefusedException {
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
        if (communityInPath == null || communityInPath.equalsIgnoreCase(key.communityId())) {
            return;
        }
        if (!Ids.isObjectId(communityInPath)) {
            throw RefusedException.partial(400, "Community id is malformed");
        }
        throw RefusedException.partial(403, "API key has no access to this community");
    }

    private @Nullable ApiKey find(String value, String scheme) {
        byte[] sent = value.getBytes(StandardCharsets.UTF_8);
        ApiKey found = null;
        for (ApiKey key : keys) {
            boolean fits = key.schemes().isEmpty() || key.schemes().contains(scheme);
            if (fits && MessageDigest.isEqual(sent, key.value().getBytes(StandardCharsets.UTF_8))) {
                found = key;
            }
        }
        return found;
    }
}
