package ai.returning.routes.effects.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that was read.
 *
 * @param key its business key
 * @param user as it names the user
 * @param values by field: String, BigDecimal, Boolean, Instant or null
 * @param given as it came
 */
record Event(
        String key,
        UserName user,
        Map<String, ? extends @Nullable Object> values,
        Map<String, ? extends @Nullable Object> given) {}
