package ai.returning.routes.inbox.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** All answers there are, as the bytes that go out: short, constant, and without a word about what was wrong. */
enum Reply {
    CONTINUE("100 Continue", "", null),
    TAKEN("200 OK", "", "{\"received\":true}"),
    UNREADABLE("400 Bad Request", "", "{\"error\":\"bad request\"}"),
    UNAUTHORISED("401 Unauthorized", "", "{\"error\":\"unauthorized\"}"),
    NOT_FOUND("404 Not Found", "", "{\"error\":\"not found\"}"),
    METHOD("405 Method Not Allowed", "Allow: POST\r\n", "{\"error\":\"method not allowed\"}"),
    SLOW("408 Request Timeout", "", "{\"error\":\"timeout\"}"),
    LARGE("413 Content Too Large", "", "{\"error\":\"too large\"}"),
    TYPE("415 Unsupported Media Type", "", "{\"error\":\"unsupported type\"}"),
    TOO_MANY("429 Too Many Requests", "Retry-After: 60\r\n", "{\"error\":\"too many requests\"}"),
    BUSY("503 Service Unavailable", "Retry-After: 5\r\n", "{\"error\":\"try again\"}");

    private final String label;
    private final ByteBuf open;
    private final ByteBuf closing;

    Reply(String status, String extra, @org.jspecify.annotations.Nullable String body) {
        this.label = status.substring(0, 3);
        this.open = bytes(status, extra, body, false);
        this.closing = bytes(status, extra, body, true);
    }

    private static ByteBuf bytes(
            String status, String extra, @org.jspecify.annotations.Nullable String body, boolean close) {
        String headers = body == null
                ? ""
                : "Content-Type: application/json\r\nCache-Control: no-store\r\n" + extra + "Content-Length: "
                        + body.length() + "\r\n" + (close ? "Connection: close\r\n" : "");
        byte[] all = ("HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + (body == null ? "" : body))
                .getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(all.length).writeBytes(all).asReadOnly());
    }

    /** @param close true if the connection ends with it */
    ByteBuf bytes(boolean close) {
        return (close ? closing : open).duplicate();
    }

    /** The status, for the metrics. */
    String label() {
        return label;
    }
}
