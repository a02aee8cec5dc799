package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ClientSettings.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.junit.jupiter.api.Test;

class CallWatchTest {
    private static final Limits SHORT =
            Limits.STANDARD.times(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));

    @Test
    void endsLateCallsEvenIfOneOfThemCannotBeEnded() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(8);
        try (CallWatch watch = new CallWatch()) {
            for (int i = 0; i < 8; i++) {
                watch.add(late(() -> {
                    throw new IllegalStateException("not leased");
                }));
                watch.add(late(() -> {
                    ended.countDown();
                    return true;
                }));
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();

            CountDownLatch later = new CountDownLatch(1);
            watch.add(late(() -> {
                later.countDown();
                return true;
            }));
            assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static CallDeadline late(Cancellable request) {
        PreparedCall call = Calls.prepared("getUserData", URI.create("http://127.0.0.1"), Map.of());
        return new CallDeadline(request, SHORT, call, null);
    }
}
