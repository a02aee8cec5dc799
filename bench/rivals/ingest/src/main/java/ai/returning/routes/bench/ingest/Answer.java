package ai.returning.routes.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of a small HTTP message. */
final class Answer {
    private Answer() {}

    /** The status of a whole answer; 0 as long as some of it is to come. */
    static int status(byte[] bytes, int length) {
        if (length < 16 || end(bytes, length) < 0) {
            return 0;
        }
        return Integer.parseInt(new String(bytes, 9, 3, StandardCharsets.US_ASCII));
    }

    private static int end(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return -1;
        }
        String lower = text.substring(0, head).toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\r\ncontent-length:");
        if (at < 0) {
            // chunks: the last one is empty
            return lower.contains("\r\ntransfer-encoding: chunked") && !text.endsWith("0\r\n\r\n") ? -1 : length;
        }
        int from = at + "\r\ncontent-length:".length();
        int line = lower.indexOf('\r', from);
        int size = Integer.parseInt(lower.substring(from, line < 0 ? lower.length() : line).strip());
        return length >= head + 4 + size ? head + 4 + size : -1;
    }
}
