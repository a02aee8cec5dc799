package ai.returning.routes.bench.ingest;

import ai.returning.routes.bench.Signature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection of the program by hand; one request at a time. */
final class Peer {
    private static final byte[] TAKEN = answer("200 OK", "{\"received\":true}");
    private static final byte[] REFUSED = answer("401 Unauthorized", "{\"error\":\"unauthorized\"}");

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);

    Peer(SocketChannel channel) {
        this.channel = channel;
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** False if the other side is gone. */
    boolean read(Commits commits) throws IOException {
        if (channel.read(in) < 0) {
            channel.close();
            return false;
        }
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return true;
        }
        int length = Integer.parseInt(header(text, "Content-Length"));
        if (text.length() < head + 4 + length) {
            return true;
        }
        byte[] body = Arrays.copyOfRange(in.array(), head + 4, head + 4 + length);
        in.clear();
        String id = header(text, "webhook-id");
        if (Signature.fits(id, header(text, "webhook-timestamp"), header(text, "webhook-signature"), body)) {
            commits.add(new Commits.Event(this, id, body));
        } else {
            channel.write(ByteBuffer.wrap(REFUSED));
        }
        return true;
    }

    private static String header(String text, String name) {
        int at = text.indexOf("\r\n" + name + ": ");
        int from = at + name.length() + 4;
        return at < 0 ? null : text.substring(from, text.indexOf('\r', from));
    }

    void answer() throws IOException {
        channel.write(ByteBuffer.wrap(TAKEN));
    }
}
