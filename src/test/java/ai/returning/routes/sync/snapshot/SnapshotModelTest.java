package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.snapshot.SnapshotMerge.Merged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** Several generations of random work, against a plain map that does what the documentation says. */
class SnapshotModelTest {
    private static final long[] HIGH = {0, 1, -1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 56, 0x1234_5678_9abc_def0L};

    private @Nullable Path folder;

    record Key(long high, long low) {}

    record Entry(long print, int chunk, int row, EntryStatus status, boolean held, boolean absent, long time) {}

    enum Act {
        PUT,
        PUT_UNVERIFIED,
        HOLD,
        RETRY
    }

    record Step(Act act, Key key, int number) {}

    record Generation(List<Step> steps, Set<Key> seen, boolean dropUnseen, boolean onlyChanges) {}

    @Provide
    Arbitrary<List<Generation>> generations() {
        Arbitrary<Long> high =
                Arbitraries.oneOf(Arbitraries.of(0, 1, 2, 3, 4, 5, 6, 7).map(i -> HIGH[i]), Arbitraries.longs());
        Arbitrary<Long> low = Arbitraries.of(0L, 1L, 2L, -1L, -2L, Long.MIN_VALUE, Long.MAX_VALUE);
        Arbitrary<Key> key = Combinators.combine(high, low).as(Key::new);
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(Act.class), key, Arbitraries.integers().between(0, 0xff_ffff))
                .as(Step::new);
        Arbitrary<Generation> generation = Combinators.combine(
                        step.list().ofMaxSize(400),
                        key.set().ofMaxSize(60),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Generation::new);
        return generation.list().ofMinSize(1).ofMaxSize(6);
    }

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("snapshot-model");
    }

    @AfterProperty
    void removeFolder() throws IOException {
        if (folder != null) {
            Files.delete(folder);
        }
    }

    @Property(tries = 300)
    void behavesLikeAMap(@ForAll("generations") List<Generation> generations) {
        MemoryBlocks stored = new MemoryBlocks();
        Map<Key, Entry> model = new HashMap<>();
        for (Generation generation : generations) {
            stored = run(generation, stored, model);
        }
    }

    private MemoryBlocks run(Generation generation, MemoryBlocks stored, Map<Key, Entry> model) {
        MemoryBlocks next = new MemoryBlocks();
        try (SnapshotView old = SnapshotView.open("f", folder(), stored);
                SnapshotMerge merge = new SnapshotMerge(folder())) {
            see(generation.seen(), old, model);
            for (Step step : generation.steps()) {
                act(step, merge);
            }
            Merged expected = expect(generation, model);
            if (generation.onlyChanges() && old.exists()) {
                SnapshotMerge.Changed changed = merge.changes(old, generation.dropUnseen());
                assertThat(changed.merged()).isEqualTo(expected);
                next = stored;
                next.changes.add(changed.block());
            } else {
                assertThat(merge.writeTo(old, generation.dropUnseen(), next)).isEqualTo(expected);
            }
        }
        try (SnapshotView view = SnapshotView.open("f", folder(), next)) {
            compare(view, model);
        }
        return next;
    }

    private static void see(Set<Key> seen, SnapshotView old, Map<Key, Entry> model) {
        for (Key key : seen) {
            long position = old.find(key.high(), key.low());
            assertThat(position >= 0).isEqualTo(model.containsKey(key));
            if (position >= 0) {
                assertThat(old.markSeen(position)).isFalse();
            }
        }
        long unseen = model.entrySet().stream()
                .filter(e -> !e.getValue().absent() && !seen.contains(e.getKey()))
                .count();
        assertThat(old.unseen()).isEqualTo(unseen);
    }

    private static void act(Step step, SnapshotMerge merge) {
        long high = step.key().high();
        long low = step.key().low();
        int n = step.number();
        switch (step.act()) {
            case PUT -> merge.put(high, low, n, ~n, n / 7, n, EntryStatus.CONFIRMED, 0);
            case PUT_UNVERIFIED -> merge.put(high, low, n, ~n, n / 7, n, EntryStatus.SENT_UNVERIFIED, n * 200L);
            case HOLD -> merge.hold(high, low, n / 5, n, n * 100L);
            case RETRY -> merge.retry(high, low);
        }
    }

    private static Merged expect(Generation generation, Map<Key, Entry> model) {
        Set<Key> touched = new HashSet<>(generation.seen());
        for (Step step : generation.steps()) {
            touched.add(step.key());
        }
        long dropped = 0;
        if (generation.dropUnseen()) {
            Map<Key, Entry> gone = new HashMap<>(model);
            gone.keySet().removeAll(touched);
            dropped = gone.values().stream().filter(e -> !e.absent()).count();
            model.keySet().retainAll(touched);
        }
        for (Step step : generation.steps()) {
            model.compute(step.key(), (key, entry) -> expect(step, entry));
        }
        long absent = model.values().stream().filter(Entry::absent).count();
        return new Merged(model.size(), absent, dropped);
    }

    private static @Nullable Entry expect(Step step, @Nullable Entry before) {
        int n = step.number();
        return switch (step.act()) {
            case PUT -> new Entry(n, n / 7, n, EntryStatus.CONFIRMED, false, false, 0);
            case PUT_UNVERIFIED -> new Entry(n, n / 7, n, EntryStatus.SENT_UNVERIFIED, false, false, n * 200L);
            case HOLD ->
                before == null || before.absent()
                        ? new Entry(0, n / 5, n, EntryStatus.CONFIRMED, true, true, n * 100L)
                        : new Entry(
                                before.print(), before.chunk(), before.row(), before.status(), true, false, n * 100L);
            case RETRY ->
                before == null || before.absent()
                        ? null
                        : new Entry(
                                before.print(),
                                before.chunk(),
                                before.row(),
                                EntryStatus.RETRY,
                                before.held(),
                                false,
                                before.time());
        };
    }

    private static void compare(SnapshotView view, Map<Key, Entry> model) {
        assertThat(view.size()).isEqualTo(model.size());
        long[] high = model.keySet().stream().mapToLong(Key::high).toArray();
        long[] low = model.keySet().stream().mapToLong(Key::low).toArray();
        long[] positions = new long[high.length];
        view.findAll(high, low, high.length, positions);
        for (int i = 0; i < high.length; i++) {
            assertThat(positions[i]).isEqualTo(view.find(high[i], low[i])).isNotNegative();
        }
        model.forEach((key, entry) -> {
            long at = view.find(key.high(), key.low());
            assertThat(at).isNotEqualTo(-1);
            assertThat(view.keyHigh(at)).isEqualTo(key.high());
            assertThat(view.keyLow(at)).isEqualTo(key.low());
            assertThat(view.printLow(at)).isEqualTo(entry.absent() ? 0 : ~entry.print());
            assertThat(new Entry(
                            view.printHigh(at),
                            view.chunk(at),
                            view.row(at),
                            view.status(at),
                            view.held(at),
                            view.absent(at),
                            view.time(at)))
                    .isEqualTo(entry);
        });
    }

    private Path folder() {
        return Objects.requireNonNull(folder);
    }
}
