package ai.returning.routes.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that reached the emulator. {@code operation} is empty for a path that none has; {@code nth} counts the calls
 * of the operation from 1; {@code status} is 0 as long as there is no answer, and for good when there never was one;
 * file name, rows and hash (SHA-256 of the CSV part, hex) are there once an upload was read.
 */
public record RecordedRequest(
        String operation,
        int nth,
        Instant time,
        String method,
        String path,
        int status,
        @Nullable String fileName,
        int rows,
        @Nullable String sha256) {}
