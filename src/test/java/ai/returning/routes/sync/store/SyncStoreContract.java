package ai.returning.routes.sync.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database must do for the sync engine. */
abstract class SyncStoreContract {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-01T02:00:00Z");

    private StateDatabase database;
    private SyncStore store;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new SyncStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void remembersFilesByFlowSourceAndContent() {
        Instant at = Instant.parse("2026-03-01T02:00:00Z");
        SourceStore sources = store.sources();
        sources.take("flow", "inbox", new SourceStore.TakenFile("aa", "monday.csv", 12, "run-1", at));
        sources.take("flow", "inbox", new SourceStore.TakenFile("aa", "tuesday.csv", 12, "run-2", at));

        assertThat(sources.taken("flow", "inbox", "aa"))
                .contains(new SourceStore.TakenFile("aa", "tuesday.csv", 12, "run-2", at));
        assertThat(sources.taken("flow", "inbox", "bb")).isEmpty();
        assertThat(sources.taken("flow", "other", "aa")).isEmpty();
        assertThat(sources.taken("other", "inbox", "aa")).isEmpty();
    }

    @Test
    void movesTheCheckpointOfOneFlowAndSource() {
        SourceStore sources = store.sources();
        assertThat(sources.checkpoint("flow", "crm")).isEmpty();
        sources.moveCheckpoint("flow", "crm", "10", "run-1", Instant.EPOCH);
        sources.moveCheckpoint("other", "crm", "20", "run-2", Instant.EPOCH);
        sources.moveCheckpoint("flow", "crm", "30", "run-3", Instant.EPOCH);

        assertThat(sources.checkpoint("flow", "crm")).contains("30");
        assertThat(sources.checkpoint("other", "crm")).contains("20");
    }

    @Test
    void opensOneRunAFlow() {
        assertThat(store.runs().open(run("a"), "me", LEASE)).isTrue();
        assertThat(store.runs().open(run("b"), "you", LEASE)).isFalse();

        assertThat(store.runs().findOpen("flow")).map(RunRow::runId).contains("a");
        assertThat(store.runs().find("b")).isEmpty();
    }

    @Test
    void letsOneOfManyStartersWin() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "run-" + i;
            starts.add(() -> store.runs().open(run(name), name, LEASE));
        }
        int won = 0;
        for (Future<Boolean> start : starters.invokeAll(starts)) {
            won += start.get() ? 1 : 0;
        }
        starters.shutdown();
        assertThat(won).isEqualTo(1);
    }

    @Test
    void makesTheRunOfADueTimeOnce() {
        RunRow due = due(run("a"), "2026-03-01T02:00+01:00 Europe/Berlin");
        assertThat(store.runs().open(due, "me", LEASE)).isTrue();
        store.runs().end(ended(due, RunState.DONE), "me");

        assertThat(store.runs().open(due(run("b"), due.dueAt()), "me", LEASE)).isFalse();
        assertThat(store.runs().open(run("c"), "me", LEASE)).isTrue();
    }

    @Test
    void givesALivingRunToNobodyElse() {
        store.runs().open(run("a"), "me", LEASE);

        assertThat(store.runs().leaseLeft("a")).isBetween(Duration.ofSeconds(15), LEASE);
        assertThat(store.runs().takeOver("a", "me", "you", LEASE, false, false)).isFalse();
        assertThat(store.runs().renew("a", "me", LEASE)).isTrue();
        assertThat(store.runs().renew("a", "you", LEASE)).isFalse();
    }

    @Test
    void givesADeadRunToOneTaker() {
        store.runs().open(run("a"), "dead", Duration.ZERO);

        assertThat(store.runs().takeOver("a", "dead", "me", LEASE, false, false))
                .isTrue();
        assertThat(store.runs().takeOver("a", "dead", "you", LEASE, false, true))
                .isFalse();
        assertThat(store.runs().find("a")).hasValueSatisfying(run -> {
            assertThat(run.resumed()).isTrue();
            assertThat(run.owner()).isEqualTo("me");
            assertThat(run.state()).isEqualTo(RunState.OPEN);
        });
    }

    @Test
    void keepsTheBooksOfAnEndedRunAndFreesTheFlow() {
        store.runs().open(run("a"), "me", LEASE);
        Books books = new Books(10, 1, 5, 2, 1, 1, 0, 3, 6, 2);
        RunRow end = ended(run("a"), RunState.UNVERIFIED, books, "RAI-3009 lost");
        store.runs().end(end, "me");

        assertThat(store.runs().findOpen("flow")).isEmpty();
        assertThat(store.runs().find("a")).hasValueSatisfying(run -> {
            assertThat(run.books()).isEqualTo(books);
            assertThat(run.error()).isEqualTo("RAI-3009 lost");
            assertThat(run.endedAt()).isNotNull();
        });
        assertThatThrownBy(() -> store.runs().end(end, "me"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_STATE_LOST));
    }

    @Test
    void leavesARunOpenForTheNextStartToSettle() {
        store.runs().open(run("a"), "me", LEASE);
        store.runs().leaveSettling(ended(run("a"), RunState.SETTLING), "me");

        assertThat(store.runs().findOpen("flow")).hasValueSatisfying(run -> {
            assertThat(run.owner()).isNull();
            assertThat(run.settleOnly()).isTrue();
        });
        assertThat(store.runs().takeOver("a", null, "you", LEASE, false, false)).isTrue();
        assertThat(store.runs().find("a")).map(RunRow::state).contains(RunState.SETTLING);
    }

    @Test
    void movesAChunkOnlyFromTheStateItStandsIn() {
        store.runs().open(run("a"), "me", LEASE);
        ChunkRow intended = chunk("a", 7);
        store.chunks().intend(intended, "me");
        ChunkRow sending = intended.sending(NOW, false);
        store.chunks().move(ChunkState.INTENT, sending, "me", null);

        assertThatThrownBy(() -> store.chunks().move(ChunkState.INTENT, sending, "me", null))
                .isInstanceOf(RaiException.class);
        BitSet rejected = new BitSet();
        rejected.set(3);
        rejected.set(9_999);
        ChunkRow accepted = sending.state(ChunkState.ACCEPTED).job("job-1");
        store.chunks().move(ChunkState.SENDING, accepted, "me", null);
        store.chunks().move(ChunkState.ACCEPTED, accepted.settled(ChunkState.APPLIED, rejected, null), "me", NOW);

        assertThat(store.chunks().of("a")).singleElement().satisfies(chunk -> {
            assertThat(chunk.state()).isEqualTo(ChunkState.APPLIED);
            assertThat(chunk.rejected()).isEqualTo(rejected);
            assertThat(chunk.jobId()).isEqualTo("job-1");
            assertThat(chunk.sentAt()).isEqualTo(NOW);
        });
        assertThat(store.chunks().lastSerial("flow")).isEqualTo(7);
        assertThat(store.chunks().lastSerial("other")).isZero();
    }

    @Test
    void refusesToMoveAChunkOfALostRun() {
        store.runs().open(run("a"), "dead", Duration.ZERO);
        store.chunks().intend(chunk("a", 1), "dead");
        store.runs().takeOver("a", "dead", "me", LEASE, false, false);

        assertThatThrownBy(() ->
                        store.chunks().move(ChunkState.INTENT, chunk("a", 1).sending(NOW, false), "dead", null))
                .hasMessageContaining("held by another process");
        assertThatThrownBy(() -> store.chunks().intend(chunk("a", 2), "dead"))
                .hasMessageContaining("held by another process");
        assertThatThrownBy(() -> store.runs().mustHold("a", "dead")).isInstanceOf(RaiException.class);
        assertThatThrownBy(() -> store.runs().knownJobs("a", "dead", "")).isInstanceOf(RaiException.class);
        assertThat(store.chunks().of("a")).hasSize(1);
        store.runs().mustHold("a", "me");
    }

    @Test
    void forgetsIntentsAndKeepsTheRest() {
        store.runs().open(run("a"), "me", LEASE);
        store.chunks().intend(chunk("a", 1), "me");
        store.chunks().intend(chunk("a", 2), "me");
        store.chunks().move(ChunkState.INTENT, chunk("a", 2).sending(NOW, false), "me", null);
        store.chunks().forgetIntents("a");

        assertThat(store.chunks().of("a"))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.serial()).isEqualTo(2));
    }

    @Test
    void makesASnapshotCurrentAsAWhole() {
        byte[] large = new byte[2_000_000];
        large[1_999_999] = 42;
        store.snapshots().write("flow", 1, 0, new byte[] {1});
        store.snapshots().write("flow", 1, 255, large);
        assertThat(store.snapshots().generation("flow")).isEmpty();
        store.inTransaction(() -> store.snapshots().replace("flow", 1, 2));
        store.snapshots().write("flow", 2, 0, new byte[] {2});
        assertThatThrownBy(() -> store.inTransaction(() -> {
                    store.snapshots().replace("flow", 2, 1);
                    throw new IllegalStateException("killed before the commit");
                }))
                .hasMessage("killed before the commit");

        assertThat(store.snapshots().generation("flow")).contains(new SnapshotStore.Generation(1, 1));
        assertThat(blocks(1)).containsOnlyKeys(0, 255);
        assertThat(blocks(1).get(255)).isEqualTo(large);

        store.snapshots().removeUnfinished("flow");
        assertThat(blocks(2)).isEmpty();
        assertThat(blocks(1)).containsOnlyKeys(0, 255);
    }

    @Test
    void keepsChangesOnTopOfTheBlocksUntilTheseAreWrittenAnew() {
        store.snapshots().write("flow", 1, 0, new byte[] {1});
        store.snapshots().replace("flow", 1, 1);
        store.snapshots().change("flow", generation(), new byte[] {7}, 2);
        store.snapshots().change("flow", generation(), new byte[] {8}, 3);

        assertThat(generation()).isEqualTo(new SnapshotStore.Generation(3, 1));
        assertThat(blocks(1)).containsOnlyKeys(0);
        assertThat(store.snapshots().changes("flow", generation())).containsExactly(new byte[] {7}, new byte[] {8});

        store.snapshots().write("flow", 4, 0, new byte[] {4});
        store.snapshots().replace("flow", 4, 5);
        assertThat(generation()).isEqualTo(new SnapshotStore.Generation(4, 4));
        assertThat(blocks(1)).isEmpty();
        assertThat(store.snapshots().changes("flow", generation())).isEmpty();
    }

    private SnapshotStore.Generation generation() {
        return store.snapshots().generation("flow").orElseThrow();
    }

    private Map<Integer, byte[]> blocks(long base) {
        Map<Integer, byte[]> blocks = new HashMap<>();
        store.snapshots().read("flow", base, blocks::put);
        return blocks;
    }

    @Test
    void keepsRowsInQuarantineUntilTheirRunReadsAgain() {
        QuarantinedRow invalid =
                new QuarantinedRow(QuarantinedRow.Kind.INVALID, 3, null, "bad-email", "email", "No @.", "a***");
        QuarantinedRow rejected =
                new QuarantinedRow(QuarantinedRow.Kind.REJECTED, 4, 1, "rejected", "", "User not found", "b***");
        store.quarantine().add("flow", "a", List.of(invalid, rejected), NOW);
        assertThat(store.quarantine().of("a", 10)).containsExactly(invalid, rejected);

        store.quarantine().forgetInvalid("a");
        assertThat(store.quarantine().of("a", 10)).containsExactly(rejected);
        assertThat(store.quarantine().count("a")).isEqualTo(1);
    }

    @Test
    void findsRowsOfTheLatestRunAndThoseOfAUser() {
        QuarantinedRow row = new QuarantinedRow(
                QuarantinedRow.Kind.INVALID, 7, null, "too-long", "city", "It is too long.", "a***@b.org");
        store.runs().open(due(run("a"), null), "me", LEASE);
        store.quarantine().add("flow", "a", List.of(row), NOW);
        assertThat(store.quarantine().latest(null, null, 10)).singleElement().satisfies(noted -> {
            assertThat(noted.row()).isEqualTo(row);
            assertThat(noted.flow()).isEqualTo("flow");
            assertThat(noted.at()).isEqualTo(NOW.toInstant());
            assertThat(store.quarantine().find(noted.id())).contains(noted);
        });
        assertThat(store.quarantine().latest("flow", "too-long", 10)).hasSize(1);
        assertThat(store.quarantine().latest("flow", "too-short", 10)).isEmpty();
        assertThat(store.quarantine().latest("another", null, 10)).isEmpty();
        assertThat(store.quarantine().countLatest(null)).isEqualTo(1);

        store.runs().end(ended(due(run("a"), null), RunState.DONE), "me");
        store.runs().open(run("b"), "me", LEASE);

        assertThat(store.quarantine().latest(null, null, 10)).isEmpty();
        assertThat(store.quarantine().countLatest("flow")).isZero();
        assertThat(store.quarantine().ofKey("a***@b.org", 10)).hasSize(1);
    }

    private static RunRow run(String id) {
        return new RunRow(
                id,
                "flow",
                null,
                RunState.OPEN,
                null,
                "m",
                "q",
                "c",
                false,
                0,
                null,
                false,
                false,
                null,
                false,
                null,
                null,
                Books.EMPTY,
                0,
                0,
                null,
                null,
                null,
                NOW.plus(1, ChronoUnit.SECONDS),
                null);
    }

    private static RunRow due(RunRow run, @Nullable String due) {
        return new RunRow(
                run.runId(),
                run.flow(),
                due,
                run.state(),
                null,
                "m",
                "q",
                "c",
                false,
                0,
                null,
                false,
                false,
                null,
                false,
                null,
                null,
                Books.EMPTY,
                0,
                0,
                null,
                null,
                null,
                NOW,
                null);
    }

    private static RunRow ended(RunRow run, RunState state) {
        return ended(run, state, Books.EMPTY, null);
    }

    private static RunRow ended(RunRow run, RunState state, Books books, @Nullable String error) {
        return new RunRow(
                run.runId(),
                run.flow(),
                run.dueAt(),
                state,
                null,
                "m",
                "q",
                "c",
                false,
                0,
                null,
                false,
                false,
                null,
                false,
                null,
                null,
                books,
                2,
                1.5,
                "ASSUMED",
                error,
                "a note",
                NOW,
                NOW);
    }

    private static ChunkRow chunk(String run, int serial) {
        return ChunkRow.intended("flow", serial, run, "file-" + serial + ".csv", "00", 10_000, 1_200_000, 9_000, 1_000);
    }
}
