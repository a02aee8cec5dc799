package ai.returning.routes.inbox.front;

import java.time.Duration;

/** The usual settings with one of them changed. */
final class FrontTests {
    private static final FrontSettings USUAL = FrontSettings.STANDARD;

    private FrontTests() {}

    static FrontSettings with(int failuresPerMinute) {
        return of(0, USUAL.bodyTimeout(), USUAL.commitTimeout(), failuresPerMinute, USUAL.maxConnections());
    }

    static FrontSettings atPort(int port) {
        return of(port, USUAL.bodyTimeout(), USUAL.commitTimeout(), USUAL.failuresPerMinute(), USUAL.maxConnections());
    }

    static FrontSettings patient(Duration body, Duration commit) {
        return of(0, body, commit, USUAL.failuresPerMinute(), USUAL.maxConnections());
    }

    static FrontSettings atMost(int connections) {
        return of(0, USUAL.bodyTimeout(), USUAL.commitTimeout(), USUAL.failuresPerMinute(), connections);
    }

    private static FrontSettings of(int port, Duration body, Duration commit, int failures, int connections) {
        return new FrontSettings(
                USUAL.address(),
                port,
                USUAL.maxBody(),
                body,
                USUAL.idleTimeout(),
                commit,
                connections,
                USUAL.buffered(),
                failures,
                USUAL.threads());
    }
}
