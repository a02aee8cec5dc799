package ai.returning.routes.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came back: a status at least. {@code fault} tells why the body is not whole, or is null. */
@SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
record RawAnswer(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable String fault) {}
