package ai.returning.routes.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One field of one user, changed. {@code row} counts CSV records, the header is 1. Old is null where no value was. */
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
