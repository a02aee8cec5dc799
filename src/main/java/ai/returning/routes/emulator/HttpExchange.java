package ai.returning.routes.emulator;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and the means to answer it well, badly or not at all. */
final class HttpExchange {
    private static final int DRIP_PIECES = 20;
    private static final long DRAIN_LIMIT = 256L * 1024 * 1024;

    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final BodyStream body;
    private final Socket socket;
    private boolean broken;

    HttpExchange(String method, String target, Map<String, String> headers, BodyStream body, Socket socket) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.socket = socket;
    }

    String method() {
        return method;
    }

    /** The path as sent, without the query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Query parameters, decoded; the first of a repeated one counts. */
    Map<String, String> query() {
        int query = target.indexOf('?');
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair :
                query < 0 ? new String[0] : target.substring(query + 1).split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.putIfAbsent(decode(name), decode(value));
        }
        return parameters;
    }

    /** A header by its name in any case. */
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The whole body, or null when it is longer than {@code max}; then it was read and thrown away. */
    byte @Nullable [] readBody(long max) throws IOException {
        if (body.announced() > max) {
            drain();
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(32, body.announced()));
        byte[] buffer = new byte[16 * 1024];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            if (bytes.size() + n > max) {
                drain();
                return null;
            }
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }

    /** Reads about half of the body, or {@code bytes} of it when positive. */
    void readPart(int bytes) throws IOException {
        long half = body.announced() < 0 ? 1024 : body.announced() / 2;
        body.readNBytes(bytes > 0 ? bytes : (int) Math.min(half, Integer.MAX_VALUE));
    }

    void send(HttpReply reply) throws IOException {
        drain();
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
        out.write(head(reply));
        if (!method.equals("HEAD")) {
            out.write(reply.body());
        }
        out.flush();
    }

    /** Writes the answer in small pieces over about {@code time}. */
    void sendSlowly(HttpReply reply, Duration time, FaultScript pauses) throws IOException {
        drain();
        byte[] head = head(reply);
        byte[] all = java.util.Arrays.copyOf(head, head.length + reply.body().length);
        System.arraycopy(reply.body(), 0, all, head.length, reply.body().length);
        OutputStream out = socket.getOutputStream();
        int piece = Math.max(1, (all.length + DRIP_PIECES - 1) / DRIP_PIECES);
        for (int at = 0; at < all.length; at += piece) {
            out.write(all, at, Math.min(piece, all.length - at));
            out.flush();
            pauses.pause(time.dividedBy(DRIP_PIECES));
        }
    }

    /** Breaks the connection with a TCP reset. */
    void reset() throws IOException {
        broken = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the connection without an answer. */
    void drop() throws IOException {
        broken = true;
        socket.close();
    }

    /** True when another request may follow on this connection. */
    boolean reusable() {
        return !broken && body.ended() && !"close".equalsIgnoreCase(header("connection"));
    }

    /** A client that is still sending when the answer comes would see a reset instead of the answer. */
    private void drain() throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long drained = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            drained += n;
            if (drained > DRAIN_LIMIT) {
                throw new IOException("the body is longer than " + DRAIN_LIMIT + " bytes");
            }
        }
    }

    private byte[] head(HttpReply reply) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(reply.status()).append(" emulated\r\n");
        reply.allHeaders()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(oneLine(value)).append("\r\n"));
        head.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String oneLine(String value) {
        return value.replace('\r', ' ').replace('\n', ' ');
    }

    /** Undoes the escapes of a path, in which a plus is a plus. */
    static String decodePath(String text) {
        return decode(text.replace("+", "%2B"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a broken escape stays as it was sent
        }
    }
}
