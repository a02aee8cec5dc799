package ai.returning.routes.bench.ingest;

import ai.returning.routes.bench.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Makes signed requests with a body of 600 bytes. Every hundredth repeats the one before it. */
final class Requests {
    private static final int BODY = 600;
    private static final int REPEATED = 100;
    private static final int USERS = 10_000;

    private final String path;
    private final String round = Long.toHexString(ThreadLocalRandom.current().nextLong());
    private byte[] last = new byte[0];
    private long made;
    private long unique;

    Requests(String path) {
        this.path = path;
    }

    byte[] next() {
        if (++made % REPEATED != 0) {
            last = request(++unique);
        }
        return last;
    }

    /** How many different ones were made. */
    long unique() {
        return unique;
    }

    private byte[] request(long number) {
        String id = "msg_" + round + "_" + number;
        String time = Long.toString(System.currentTimeMillis() / 1000);
        String start = String.format(
                Locale.ROOT,
                "{\"event\":\"user_visit_server\",\"user\":{\"user_id\":\"u%d\"},\"timestamp\":%d,\"text\":\"",
                number * 7919 % USERS,
                System.currentTimeMillis());
        String body = start + "x".repeat(BODY - start.length() - 2) + "\"}";
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return ("POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nwebhook-id: " + id
                        + "\r\nwebhook-timestamp: " + time + "\r\nwebhook-signature: v1,"
                        + Signature.of(id, time, bytes) + "\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
