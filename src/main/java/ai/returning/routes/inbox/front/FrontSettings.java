package ai.returning.routes.inbox.front;

import java.time.Duration;

/**
 * The limits of the front.
 *
 * @param port 0 takes a free one
 * @param maxBody largest body in bytes
 * @param bodyTimeout a request must be here as a whole within this time
 * @param idleTimeout a connection without a request is closed after this time
 * @param commitTimeout the sender hears 503 if an event is not stored within this time
 * @param maxConnections open connections at a time
 * @param buffered bytes of bodies that are held at a time, over all connections
 * @param failuresPerMinute refusals of one address, after which it hears 429 instead of 401
 * @param threads that read and prove
 */
public record FrontSettings(
        String address,
        int port,
        int maxBody,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration commitTimeout,
        int maxConnections,
        long buffered,
        int failuresPerMinute,
        int threads) {

    /** On loopback, at a free port. */
    public static final FrontSettings STANDARD = new FrontSettings(
            "127.0.0.1",
            0,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            2000,
            64L << 20,
            600,
            2);
}
