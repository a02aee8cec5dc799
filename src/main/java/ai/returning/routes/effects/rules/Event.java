package ai.returning.routes.effects.rules;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that was read.
 *
 * @param key its business key
 * @param user as it names the user; empty if it concerns none
 * @param values by field: String, BigDecimal, Boolean, Instant or null
 * @param given as it came
 */
record Event(
        String key,
        Optional<UserName> user,
        Map<String, ? extends @Nullable Object> values,
        Map<String, ? extends @Nullable Object> given) {}
