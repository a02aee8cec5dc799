package ai.returning.routes.sync.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.PollReport.End;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.SourceSettings;
import ai.returning.routes.sync.store.PollCursors;
import ai.returning.routes.testing.SettableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What polling promises, on any source. */
abstract class PollContract {
    private static final String FLOW = "award-badges";
    private static final String SQL = "select id, at, name from outbox where id > :cursor order by id";
    private static final String BY_TIME = "select id, at, name from outbox where at > :cursor order by at";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Long> dealt = new ArrayList<>();
    private final List<List<Long>> batches = new ArrayList<>();
    private StateDatabase state;
    private PollCursors cursors;
    private volatile boolean away;

    /** The URL of an empty database, the same in one test. */
    abstract String url();

    abstract String user();

    abstract String password();

    @BeforeEach
    void open() {
        state = StateDatabase.open(new StateSettings(
                "jdbc:h2:mem:polls-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
        cursors = new PollCursors(state.jdbc());
        execute("create table outbox (id bigint, at timestamp with time zone, name varchar(100))");
    }

    @AfterEach
    void close() {
        execute("drop table outbox");
        state.close();
    }

    @Test
    void dealsWithEachRowOnceAndInOrder() {
        insert(IntStream.rangeClosed(1, 25).toArray());
        Poller poller = poller(plan("0", "", 10));
        PollReport report = poller.round("r1", this::deal);
        assertThat(report).isEqualTo(new PollReport(End.DONE, 25, 0));
        assertThat(dealt).isEqualTo(LongList.range(1, 25));
        assertThat(batches).extracting(List::size).containsExactly(10, 10, 5);
        insert(26);
        assertThat(poller.round("r2", this::deal).rows()).isEqualTo(1);
        assertThat(poller.round("r3", this::deal).rows()).isZero();
        assertThat(cursor()).isEqualTo("26");
    }

    @Test
    void givesValuesTypedAndUnchanged() {
        execute("insert into outbox values (7, timestamp with time zone '2026-03-01 01:00:00+00', 'it''s \\ a\tb')");
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        poller(plan("0", "", 10)).round("r1", (batch, run) -> rows.addAll(batch));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.values())
                    .map(String::valueOf)
                    .containsExactly("7", "2026-03-01 01:00:00+00", "it's \\ a\tb");
        });
    }

    @Test
    void neverPartsRowsThatShareAValue() {
        for (int i = 1; i <= 3; i++) {
            insertAt(i, "2026-03-01 01:00:00");
        }
        for (int i = 4; i <= 30; i++) {
            insertAt(i, "2026-03-01 01:00:01");
        }
        insertAt(31, "2026-03-01 01:00:02");
        Poller poller = poller(byTime("2026-01-01T00:00:00Z", "", 4));
        assertThat(poller.round("r1", this::deal).rows()).isEqualTo(31);
        assertThat(dealt).containsExactlyInAnyOrderElementsOf(LongList.range(1, 31));
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(4));
        assertThat(cursor()).isEqualTo("2026-03-01T01:00:02Z");
    }

    @Test
    void goesOnWhereTheQueryTakesTheCursorItselfAgain() {
        insert(1, 2, 3, 4, 5);
        PollPlan plan =
                new PollPlan(FLOW, "crm", SQL.replace(">", ">="), "ID", CursorValue.parse("1"), Overlap.NONE, 1);
        assertThat(poller(plan).round("r1", this::deal).end()).isEqualTo(End.DONE);
        assertThat(dealt).containsAll(LongList.range(1, 5));
    }

    /** One wrong date must not hide what comes until that day. */
    @Test
    void doesNotBelieveARowFromTheFuture() {
        insertAt(1, "2099-01-01 00:00:00");
        Poller poller = poller(byTime("2026-01-01T00:00:00Z", "", 10));
        poller.round("r1", this::deal);
        clock.advance(Duration.ofMinutes(10));
        insertAt(2, "2026-03-01 02:10:00");

        poller.round("r2", this::deal);

        assertThat(dealt).containsExactly(1L, 2L, 1L);
        assertThat(cursor()).isEqualTo("2026-03-01T02:11Z");
    }

    @Test
    void findsRowsThatAreCommittedLateWithinTheOverlap() throws SQLException {
        insert(1, 3);
        Poller poller = poller(plan("0", "5", 10));
        poller.round("r1", this::deal);
        try (Connection late = connect()) {
            late.setAutoCommit(false);
            try (Statement statement = late.createStatement()) {
                statement.execute("insert into outbox (id) values (2)");
            }
            insert(4);
            poller.round("r2", this::deal);
            assertThat(dealt).containsExactly(1L, 3L, 4L);
            late.commit();
        }
        PollReport report = poller.round("r3", this::deal);
        assertThat(report).isEqualTo(new PollReport(End.DONE, 1, 3));
        assertThat(dealt).containsExactly(1L, 3L, 4L, 2L);
        assertThat(cursor()).as("the cursor never goes back").isEqualTo("4");
    }

    @Test
    void showsARowOfTheOverlapAgainWhenItWasEdited() {
        insert(1, 2);
        Poller poller = poller(plan("0", "5", 10));
        poller.round("r1", this::deal);
        execute("update outbox set name = 'edited' where id = 1");
        poller.round("r2", this::deal);
        assertThat(dealt).containsExactly(1L, 2L, 1L);
    }

    @Test
    void repeatsWhatWasDealtWithWhenTheProcessDiesBeforeTheCursorMoves() {
        insert(1, 2, 3);
        assertThatThrownBy(() -> poller(plan("0", "", 10)).round("r1", (rows, run) -> {
                    deal(rows, run);
                    throw new IllegalStateException("dies");
                }))
                .hasMessage("dies");
        assertThat(cursors.find(FLOW)).hasValueSatisfying(cursor -> {
            assertThat(cursor.value().text()).isEqualTo("0");
            assertThat(cursor.error()).isEqualTo("dies");
            assertThat(cursor.owner()).isEmpty();
        });
        poller(plan("0", "", 10)).round("r2", this::deal);
        assertThat(dealt).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
        assertThat(cursors.find(FLOW).orElseThrow().error()).isEmpty();
    }

    @Test
    void keepsBatchesThatWereDoneBeforeAFailure() {
        insert(1, 2, 3, 4);
        Poller poller = poller(plan("0", "", 2));
        assertThatThrownBy(() -> poller.round("r1", (rows, run) -> {
                    if (!dealt.isEmpty()) {
                        throw new IllegalStateException("fails");
                    }
                    deal(rows, run);
                }))
                .hasMessage("fails");
        assertThat(cursor()).isEqualTo("2");
        poller.round("r2", this::deal);
        assertThat(dealt).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void readsNothingWhileAPersonHasStoppedTheFlow() {
        insert(1, 2, 3, 4);
        Poller poller = poller(plan("0", "", 2));
        PollReport report = poller.round("r1", (rows, run) -> {
            deal(rows, run);
            stopped.set(true);
        });
        assertThat(report).isEqualTo(new PollReport(End.STOPPED, 2, 0));
        away = true; // it would be seen if it read
        assertThat(poller.round("r2", this::deal).end()).isEqualTo(End.STOPPED);
        away = false;
        stopped.set(false);
        assertThat(poller.round("r3", this::deal).end()).isEqualTo(End.DONE);
        assertThat(dealt).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void leavesTheCursorWhereItIsWhileTheSourceIsAway() {
        insert(1);
        Poller poller = poller(plan("0", "", 10));
        away = true;
        assertThatThrownBy(() -> poller.round("r1", this::deal))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE));
        assertThat(cursor()).isEqualTo("0");
        away = false;
        poller.round("r2", this::deal);
        assertThat(dealt).containsExactly(1L);
    }

    @Test
    void letsOneProcessReadAtATime() {
        insert(1);
        PollReport[] other = new PollReport[1];
        poller("one").round("r1", (rows, run) -> {
            deal(rows, run);
            other[0] = poller("other").round("r1", this::deal);
        });
        assertThat(other[0].end()).isEqualTo(End.BUSY);
        assertThat(dealt).containsExactly(1L);
    }

    @Test
    void takesOverFromAProcessThatFellSilentAndNeverMovesBack() {
        insert(1);
        PollReport late = poller("one").round("r1", (rows, run) -> {
            clock.advance(Duration.ofMinutes(2));
            insert(2);
            assertThat(poller("other").round("r1", this::deal).end()).isEqualTo(End.DONE);
        });
        assertThat(late.end()).as("its cursor was taken").isEqualTo(End.BUSY);
        assertThat(cursor()).isEqualTo("2");
        assertThat(dealt).containsExactly(1L, 2L);
    }

    @Test
    void holdsNoConnectionWhileRowsAreDealtWith() {
        insert(1, 2, 3);
        AtomicInteger batches = new AtomicInteger();
        poller(plan("0", "", 1)).round("r1", (rows, run) -> {
            // only the one that counts; the server needs a moment to see that a connection is closed
            Awaitility.await().until(() -> connections() == 1);
            batches.incrementAndGet();
        });
        assertThat(batches).hasValue(3);
    }

    @Test
    void endsARoundBeforeItsNextBatch() throws InterruptedException {
        insert(1, 2, 3, 4);
        Poller poller = poller(plan("0", "", 2));
        CountDownLatch dealing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread round = new Thread(() -> poller.round("r1", (rows, run) -> {
            deal(rows, run);
            dealing.countDown();
            await(go);
        }));
        round.start();
        await(dealing);
        poller.stop();
        go.countDown();
        round.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(dealt).containsExactly(1L, 2L);
    }

    @Test
    void refusesRowsThatAreNotInOrder() {
        insert(2, 1);
        PollPlan plan = new PollPlan(
                FLOW, "crm", SQL.replace("by id", "by id desc"), "id", CursorValue.parse("0"), Overlap.NONE, 10);
        assertThatThrownBy(() -> poller(plan).round("r1", this::deal)).hasMessageContaining("are not in order");
        assertThat(dealt).isEmpty();
    }

    @Test
    void refusesARowWithoutACursorAndAColumnOfAnotherKind() {
        execute("insert into outbox (id, name) values (1, 'x')");
        assertThatThrownBy(() -> poller(plan("'a'", "", 10)).round("r1", this::deal))
                .isInstanceOf(RaiException.class);
        PollPlan noTime = new PollPlan(
                "other",
                "crm",
                "select id, at from outbox where id > 0 or at > :cursor",
                "at",
                CursorValue.parse("2026-01-01T00:00:00Z"),
                Overlap.NONE,
                10);
        assertThatThrownBy(() -> poller(noTime).round("r1", this::deal)).hasMessageContaining("has no value");
        PollPlan missing = new PollPlan("third", "crm", SQL, "idd", CursorValue.parse("0"), Overlap.NONE, 10);
        assertThatThrownBy(() -> poller(missing).round("r1", this::deal)).hasMessageContaining("Did you mean");
    }

    private void deal(List<Map<String, @Nullable Object>> rows, String run) {
        List<Long> ids = rows.stream()
                .map(row -> Long.valueOf(String.valueOf(row.get("id"))))
                .toList();
        batches.add(ids);
        dealt.addAll(ids);
    }

    private String cursor() {
        return cursors.find(FLOW).orElseThrow().value().text();
    }

    private Poller poller(PollPlan plan) {
        return poller(plan, "node");
    }

    private Poller poller(String node) {
        return poller(plan("0", "", 10), node);
    }

    private Poller poller(PollPlan plan, String node) {
        return new Poller(plan, new Sources(), cursors, flow -> stopped.get(), clock, node);
    }

    private static PollPlan plan(String start, String overlap, int batch) {
        CursorValue first = CursorValue.parse(start);
        return new PollPlan(FLOW, "crm", SQL, "id", first, Overlap.parse(overlap, first.kind()), batch);
    }

    private static PollPlan byTime(String start, String overlap, int batch) {
        CursorValue first = CursorValue.parse(start);
        return new PollPlan(FLOW, "crm", BY_TIME, "at", first, Overlap.parse(overlap, first.kind()), batch);
    }

    private void insert(int... ids) {
        for (int id : ids) {
            execute("insert into outbox (id) values (" + id + ")");
        }
    }

    private void insertAt(int id, String at) {
        execute("insert into outbox (id, at) values (" + id + ", timestamp with time zone '" + at + "+00')");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Connections to the source, that of the question included. */
    abstract int connections();

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Sources implements PollSources {
        @Override
        public RowSource open(String name) {
            String url = away ? "jdbc:postgresql://127.0.0.1:1/none" : PollContract.this.url();
            return new JdbcRowSource(SourceSettings.of("crm", url, user(), password())
                    .withRetries(0, Duration.ofMillis(1), Duration.ofMillis(1)));
        }

        @Override
        public String url(String name) {
            return PollContract.this.url();
        }
    }

    /** Numbers of a range. */
    private static final class LongList {
        static List<Long> range(int from, int to) {
            return IntStream.rangeClosed(from, to).mapToObj(Long::valueOf).toList();
        }
    }
}
