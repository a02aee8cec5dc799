package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The books balance whatever became of rows and chunks. */
class RunBooksTest {

    /** A chunk: where it ended, how many rows it has, how many are new, how many were rejected. */
    record Part(ChunkState state, int rows, int added, int rejected) {}

    @Property(tries = 500)
    void balance(
            @ForAll("parts") List<Part> parts,
            @ForAll @IntRange(max = 50) int unsealed,
            @ForAll @IntRange(max = 50) int unchanged,
            @ForAll @IntRange(max = 50) int invalid,
            @ForAll @IntRange(max = 50) int held,
            @ForAll @IntRange(max = 50) int unsorted) {
        int sealed = parts.stream().mapToInt(Part::rows).sum();
        RunCounts counts = counts(sealed + unsealed, unchanged, invalid, held, unsorted);
        Books books = RunBooks.draw(counts, chunks(parts), 0, 0);
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(books.read()).isEqualTo(counts.read.get());
        int notSent = parts.stream()
                .filter(part -> !sent(part.state))
                .mapToInt(Part::rows)
                .sum();
        assertThat(books.skipped()).isEqualTo(held + unsorted + unsealed + notSent);
        RunBooks.check(books, false, held);
    }

    @Property(tries = 300)
    void balanceAfterAResume(
            @ForAll("parts") List<Part> sentBefore,
            @ForAll("parts") List<Part> sentNow,
            @ForAll @IntRange(max = 50) int unchanged,
            @ForAll @IntRange(max = 100) int vanished) {
        List<Part> kept = sentBefore.stream().filter(part -> sent(part.state)).toList();
        int keptRows = kept.stream().mapToInt(Part::rows).sum();
        int stillThere = Math.max(0, keptRows - vanished);
        RunCounts counts = counts(sentNow.stream().mapToInt(Part::rows).sum(), unchanged, 0, 0, 0);
        counts.read.addAndGet(stillThere);
        counts.inKeptChunk.set(stillThere);
        List<Part> all = new ArrayList<>(kept);
        all.addAll(sentNow);
        Books books = RunBooks.draw(counts, chunks(all), keptRows, 0);
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(books.read())
                .as("rows of kept chunks count though the source may show them no longer")
                .isEqualTo(counts.read.get() - stillThere + keptRows);
    }

    @Property(tries = 300)
    void balanceWhenOnlySettled(@ForAll("parts") List<Part> parts, @ForAll @IntRange(max = 50) int unchanged) {
        RunCounts counts = counts(parts.stream().mapToInt(Part::rows).sum(), unchanged, 0, 0, 0);
        List<Part> accepted = parts.stream()
                .map(part -> sent(part.state) ? new Part(ChunkState.ACCEPTED, part.rows, part.added, 0) : part)
                .toList();
        Books left = RunBooks.draw(counts, chunks(accepted), 0, 7);
        Books settled = RunBooks.settled(left, chunks(parts));
        assertThat(settled).isEqualTo(RunBooks.draw(counts, chunks(parts), 0, 7));
        assertThat(RunBooks.settled(Books.EMPTY, chunks(parts)).balance())
                .as("of a run that died before it wrote any")
                .isTrue();
    }

    @Example
    void refuseToCloseWithRowsLeftOver() {
        RunCounts counts = counts(10, 0, 0, 2, 0);
        Books books = RunBooks.draw(counts, List.of(), 0, 0);
        assertThatThrownBy(() -> RunBooks.check(books, true, 2))
                .hasMessageContaining("RAI-3010")
                .hasMessageContaining("skipped=12");
        RunBooks.check(books, false, 2);
    }

    @Example
    void refuseToCloseWithRowsTooMany() {
        Books twice = new Books(5, 0, 6, 0, 0, 0, -1, 0, 6, 0);
        assertThatThrownBy(() -> RunBooks.check(twice, false, 0)).hasMessageContaining("do not balance");
    }

    @Provide
    Arbitrary<List<Part>> parts() {
        Arbitrary<Part> part = Combinators.combine(
                        Arbitraries.of(
                                ChunkState.INTENT,
                                ChunkState.ACCEPTED,
                                ChunkState.APPLIED,
                                ChunkState.FAILED,
                                ChunkState.UNVERIFIED,
                                ChunkState.UNKNOWN,
                                ChunkState.REFUSED),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 40))
                .as((state, rows, added, rejected) ->
                        new Part(state, rows, Math.min(rows, added), Math.min(rows, rejected)));
        return part.list().ofMaxSize(8);
    }

    private static boolean sent(ChunkState state) {
        return state != ChunkState.INTENT && state != ChunkState.REFUSED;
    }

    private static RunCounts counts(long chosen, long unchanged, long invalid, long held, long unsorted) {
        RunCounts counts = new RunCounts();
        set(counts.chosen, chosen);
        set(counts.unchanged, unchanged);
        set(counts.invalid, invalid);
        set(counts.held, held);
        set(counts.read, chosen + unchanged + invalid + held + unsorted);
        return counts;
    }

    private static void set(AtomicLong counter, long value) {
        counter.set(value);
    }

    private static List<ChunkRow> chunks(List<Part> parts) {
        List<ChunkRow> chunks = new ArrayList<>();
        for (Part part : parts) {
            BitSet rejected = new BitSet();
            if (part.state == ChunkState.APPLIED) {
                rejected.set(0, part.rejected);
            }
            ChunkRow chunk = ChunkRow.intended(
                    "flow", chunks.size() + 1, "run", "file", "sha", part.rows, 1, part.added, part.rows - part.added);
            chunks.add(chunk.settled(part.state, rejected, null));
        }
        return chunks;
    }
}
