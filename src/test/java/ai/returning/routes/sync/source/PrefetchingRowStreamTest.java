package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PrefetchingRowStreamTest {

    @Test
    void handsOutAllBatchesInOrderBeforeTheMark() {
        Batches inner = new Batches(5, null);
        PrefetchingRowStream stream = PrefetchingRowStream.start("crm", inner, 2);
        for (int i = 1; i <= 5; i++) {
            assertThat(stream.exhausted()).isFalse();
            assertThat(RowSourceContract.batch(stream).batchNumber()).isEqualTo(i);
        }
        assertThat(stream.next()).isNull();
        assertThat(stream.exhausted()).isTrue();
        stream.close();
        assertThat(stream.exhausted()).isTrue();
    }

    @Test
    void readsNoFurtherAheadThanItsDepth() {
        Batches inner = new Batches(100, null);
        try (PrefetchingRowStream stream = PrefetchingRowStream.start("crm", inner, 2)) {
            // Two wait in the queue, one in the hand of the reading thread.
            await().untilAtomic(inner.read, equalTo(3));
            stream.next();
            await().untilAtomic(inner.read, equalTo(4));
        }
    }

    @Test
    void handsOverAnErrorAfterTheBatchesBeforeIt() {
        IllegalStateException broken = new IllegalStateException("broken");
        try (PrefetchingRowStream stream = PrefetchingRowStream.start("crm", new Batches(2, broken), 4)) {
            assertThat(stream.next()).isNotNull();
            assertThat(stream.next()).isNotNull();
            assertThatThrownBy(stream::next).isSameAs(broken);
            assertThatThrownBy(stream::next).isSameAs(broken);
            assertThat(stream.exhausted()).isFalse();
        }
    }

    @Test
    void handsOverWhatTheMachineThrows() {
        OutOfMemoryError memory = new OutOfMemoryError("heap");
        try (PrefetchingRowStream stream = PrefetchingRowStream.start("crm", new Batches(0, memory), 4)) {
            assertThatThrownBy(stream::next).isSameAs(memory);
        }
    }

    @Test
    void endsAReaderThatWaits() throws Exception {
        Batches inner = new Batches(0, null);
        inner.gate = new CountDownLatch(1);
        PrefetchingRowStream stream = PrefetchingRowStream.start("crm", inner, 2);
        CompletableFuture<RawRows> waiting = CompletableFuture.supplyAsync(stream::next);
        stream.close();
        assertThat(waiting.get(1, TimeUnit.SECONDS)).isNull();
        assertThat(stream.exhausted()).isFalse();
        assertThat(inner.closed).isTrue();
    }

    @Test
    void endsWhenTheReaderIsInterrupted() {
        Batches inner = new Batches(0, null);
        inner.gate = new CountDownLatch(1);
        try (PrefetchingRowStream stream = PrefetchingRowStream.start("crm", inner, 2)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(stream::next).hasMessageContaining("RAI-3012");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void leavesNoThreadBehind() {
        PrefetchingRowStream stream = PrefetchingRowStream.start("leftover", new Batches(1_000, null), 2);
        stream.close();
        await().atMost(Duration.ofSeconds(2))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("source-leftover")));
    }

    @Test
    void usesReleasedBuffersAgain() {
        BatchPool pool = new BatchPool(new SourceColumns(List.of()), 10, 1_000);
        RawRows first = pool.take(1);
        first.add(new byte[] {'a', '\n'}, 0, 2);
        byte[] bytes = first.bytes();
        first.release();
        first.release();
        RawRows second = pool.take(2);
        assertThat(second.bytes()).isSameAs(bytes);
        assertThat(second.count()).isZero();
        assertThat(pool.take(3).bytes()).isNotSameAs(bytes);
    }

    /** So many empty batches, then the end or a failure. */
    private static final class Batches implements RowStream {
        private final SourceColumns columns = new SourceColumns(List.of());
        private final AtomicInteger read = new AtomicInteger();
        private final int count;
        private final @Nullable Throwable failure;
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean closed;

        Batches(int count, @Nullable Throwable failure) {
            this.count = count;
            this.failure = failure;
        }

        @Override
        public SourceColumns columns() {
            return columns;
        }

        @Override
        public @Nullable RawRows next() {
            awaitGate();
            if (read.get() < count) {
                return new RawRows(read.incrementAndGet(), columns, 1, 64);
            }
            if (failure instanceof RuntimeException problem) {
                throw problem;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return null;
        }

        @Override
        public boolean exhausted() {
            return read.get() == count && failure == null && !closed;
        }

        @Override
        public void close() {
            closed = true;
            gate.countDown();
        }

        private void awaitGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
