package ai.returning.routes.client;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What came back: a status at least. {@code fault} tells why the body is not whole, or is null. */
@SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
record RawAnswer(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable String fault) {

    static RawAnswer of(HttpResponse head, AnswerBuffer body, @Nullable String fault) {
        return new RawAnswer(head.getCode(), headers(head), body.bytes(), fault);
    }

    /** Why a body ended before its end. */
    static String brokenOff(CallDeadline deadline) {
        return deadline.end() == CallDeadline.End.LATE
                ? "its body did not end within the answer limit"
                : "its body broke off";
    }

    private static Map<String, String> headers(HttpResponse head) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : head.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            headers.merge(header.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b);
        }
        return headers;
    }
}
