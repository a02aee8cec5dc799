package ai.returning.routes.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field of one user, or one thing of the community, changed. In a bulk job {@code row} counts CSV records from the
 * header as 1. Elsewhere {@code jobId} is empty and {@code row} is the number of the call that changed something, so that
 * all changes of one call share it. A thing (badge, message, history entry and so on) has a field name that starts with
 * {@code @}, and its JSON or id as value. Old is null where no value was; user and e-mail are empty where there is none.
 */
public record AppliedChange(
        Instant time,
        String jobId,
        int row,
        String userId,
        String email,
        String operation,
        String field,
        String operator,
        @Nullable String oldValue,
        @Nullable String newValue) {}
