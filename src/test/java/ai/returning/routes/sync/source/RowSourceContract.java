package ai.returning.routes.sync.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every source keeps, whatever it reads. */
@Timeout(60)
public abstract class RowSourceContract {
    private final List<RowSource> opened = new ArrayList<>();

    /** A source that gives so many rows, all different. */
    protected abstract RowSource holding(int rows) throws Exception;

    /** What a flow asks of a source that holds so many rows. */
    protected abstract SourceRequest request(int rows, long limit, int batchRows);

    @AfterEach
    void closeSources() {
        opened.forEach(RowSource::close);
    }

    @Test
    void numbersBatchesAndRowsFromOne() throws Exception {
        RowStream stream = open(2_500, 0, 1_000);
        List<String> seen = new ArrayList<>();
        for (RawRows batch = stream.next(); batch != null; batch = stream.next()) {
            seen.add(batch.batchNumber() + ": " + batch.firstRow() + " +" + batch.count());
            batch.release();
        }
        assertThat(seen).containsExactly("1: 1 +1000", "2: 1001 +1000", "3: 2001 +500");
        assertThat(stream.exhausted()).isTrue();
        assertThat(stream.next()).isNull();
    }

    @Test
    void isExhaustedOnlyWhenAllIsHandedOut() throws Exception {
        RowStream stream = open(2_000, 0, 1_000);
        assertThat(stream.next()).isNotNull();
        assertThat(stream.exhausted()).isFalse();
        assertThat(stream.next()).isNotNull();
        assertThat(stream.exhausted()).isFalse();
        assertThat(stream.next()).isNull();
        assertThat(stream.exhausted()).isTrue();
    }

    @Test
    void endsAnEmptySourceAtOnce() throws Exception {
        RowStream stream = open(0, 0, 1_000);
        assertThat(stream.next()).isNull();
        assertThat(stream.exhausted()).isTrue();
    }

    @Test
    void keepsTheLimit() throws Exception {
        assertThat(read(open(5_000, 1_234, 1_000))).hasSize(1_234);
        assertThat(read(open(10, 1_234, 1_000))).hasSize(10);
    }

    @Test
    void readsALargeSourceOnce() throws Exception {
        List<String> rows = read(open(30_000, 0, 7_000));
        assertThat(rows).hasSize(30_000).doesNotHaveDuplicates();
    }

    @Test
    void givesEveryRowItsCells() throws Exception {
        RowStream stream = open(10, 0, 1_000);
        int columns = stream.columns().columns().size();
        assertThat(read(stream))
                .allSatisfy(row -> assertThat(row.split("\t", -1)).hasSize(columns));
    }

    @Test
    void closesInTheMiddleWithinASecond() throws Exception {
        RowStream stream = open(30_000, 0, 1_000);
        assertThat(stream.next()).isNotNull();
        long start = System.nanoTime();
        stream.close();
        stream.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(stream.next()).isNull();
        assertThat(stream.exhausted()).isFalse();
    }

    @Test
    void givesTheSameRowsAgainWhileTheyAreNotSettled() throws Exception {
        RowSource source = remembered(holding(3_000));
        List<String> first;
        try (RowStream stream = source.open(request(3_000, 0, 1_000))) {
            first = read(stream);
        }
        try (RowStream stream = source.open(request(3_000, 0, 1_000))) {
            stream.next();
        }
        try (RowStream stream = source.open(request(3_000, 0, 1_000))) {
            assertThat(read(stream)).containsExactlyInAnyOrderElementsOf(first);
        }
    }

    private RowStream open(int rows, long limit, int batchRows) throws Exception {
        return remembered(holding(rows)).open(request(rows, limit, batchRows));
    }

    private RowSource remembered(RowSource source) {
        opened.add(source);
        return source;
    }

    /** All rows that are left, as text. */
    public static List<String> read(RowStream stream) {
        List<String> rows = new ArrayList<>();
        for (RawRows batch = stream.next(); batch != null; batch = stream.next()) {
            for (int i = 0; i < batch.count(); i++) {
                rows.add(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8));
            }
            batch.release();
        }
        return rows;
    }

    /** The next batch of a stream that has one. */
    public static RawRows batch(RowStream stream) {
        return Objects.requireNonNull(stream.next());
    }
}
