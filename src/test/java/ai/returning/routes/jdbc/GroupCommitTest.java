package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GroupCommitTest {

    @Test
    void endsAlthoughSomebodyAddsWhileItCloses() throws Exception {
        CountDownLatch inCommit = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        GroupCommit<String, String> group = new GroupCommit<>("test", 10, items -> {
            inCommit.countDown();
            await(go);
            return items;
        });
        CompletableFuture<String> first = group.add("a");
        inCommit.await();
        CompletableFuture<String> waits = group.add("b");
        Thread closer = new Thread(group::close);
        closer.start();
        Awaitility.await().until(() -> group.add("late").isCompletedExceptionally());

        go.countDown();
        closer.join(TimeUnit.SECONDS.toMillis(5));

        assertThat(closer.isAlive()).isFalse();
        assertThat(first).isCompletedWithValue("a");
        assertThat(waits).isCompletedWithValue("b");
    }

    @Test
    void goesOnAfterAnErrorInACommit() {
        try (GroupCommit<String, String> group = new GroupCommit<>("test", 10, items -> {
            if (items.contains("bad")) {
                throw new StackOverflowError("test");
            }
            return items;
        })) {
            CompletableFuture<String> bad = group.add("bad");
            assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class);

            assertThat(group.add("good").join()).isEqualTo("good");
        }
    }

    @Test
    void refusesOneBadItemAndKeepsItsNeighbours() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (GroupCommit<String, String> group = new GroupCommit<>("test", 10, items -> {
            await(go);
            if (items.contains("bad")) {
                throw new IllegalStateException("refused");
            }
            return items;
        })) {
            group.add("first");
            List<CompletableFuture<String>> all =
                    List.of(group.add("a"), group.add("b"), group.add("bad"), group.add("c"));
            go.countDown();

            assertThat(all.get(0).join() + all.get(1).join() + all.get(3).join())
                    .isEqualTo("abc");
            assertThat(all.get(2)).failsWithin(5, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
