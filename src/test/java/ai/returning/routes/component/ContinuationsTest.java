package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where routes go on: never on the thread that an answer comes in on. */
@Timeout(60)
class ContinuationsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Executor continuations = continuations();

    @Test
    void waitInLineWhileAllThreadsAreBusy() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch busy = new CountDownLatch(256);
        for (int i = 0; i < 256; i++) {
            continuations.execute(() -> {
                threads.add(Thread.currentThread());
                busy.countDown();
                awaitQuietly(release);
            });
        }
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Thread> next = new CompletableFuture<>();
        continuations.execute(() -> next.complete(Thread.currentThread()));
        assertThat(next).isNotDone();
        release.countDown();

        assertThat(threads.contains(next.get(10, TimeUnit.SECONDS))).isTrue();
        context.stop();
    }

    @Test
    void goOnElsewhereAfterTheEnd() throws Exception {
        context.stop();
        CompletableFuture<Thread> late = new CompletableFuture<>();
        continuations.execute(() -> late.complete(Thread.currentThread()));

        assertThat(late.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void endWhatStillWaitedInLine() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 256; i++) {
            continuations.execute(() -> awaitQuietly(never));
        }
        CompletableFuture<Thread> waits = new CompletableFuture<>();
        continuations.execute(() -> waits.complete(Thread.currentThread()));
        context.stop();

        assertThat(waits.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    private Executor continuations() {
        context.disableJMX();
        ReturningAiComponent component = new ReturningAiComponent(RouteHarness::operation, new RouteHarness.CallLog());
        context.addComponent("returning-ai", component);
        context.start();
        return component.continuations();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
