package ai.returning.routes.effects.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.effects.BentClient;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerTaking;
import ai.returning.routes.effects.TenantCheck;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.identity.CommunityCheck;
import ai.returning.routes.identity.CommunityCheck.Demand;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Premium currency by file against an emulator: whatever the upload or the job does, each reward is paid once. */
class FileLaneIT {
    private static final String UPLOAD = "bulkUpdatePremiumCurrency";

    @TempDir
    Path folder;

    private EffectWorld world;
    private Ledger ledger;
    private FileLane lane;
    private EffectFiles files;
    private FlowSwitches switches;
    /** Whether jobs are made to wait. */
    private boolean late;

    @BeforeEach
    void start() {
        world = new EffectWorld(folder);
        ledger = world.ledger("one");
        lane = world.files(ledger, folder.resolve("files"));
        files = new EffectFiles(world.database.jdbc(), EffectWorld.COMMUNITY);
        switches = new FlowSwitches(world.database.jdbc());
    }

    @AfterEach
    void stop() {
        lane.close();
        ledger.close();
        world.close();
    }

    private List<Effect> want(int from, int to, String amount) {
        return LedgerTaking.take(
                ledger,
                IntStream.range(from, to)
                        .mapToObj(n -> world.reward("reward:" + n, n % 20, amount))
                        .toList());
    }

    /** Some time passes, the API does the jobs it has, and the lane looks after its files. */
    private void pass(Duration time) {
        world.clock.advance(time);
        await().until(() -> late || world.emulator.jobs().stream().allMatch(job -> isEnded(job.state())));
        lane.round();
    }

    private static boolean isEnded(String state) {
        return state.equals("completed") || state.equals("failed");
    }

    private List<EffectState> states() {
        return world.store.recent(null, null, 1000).stream()
                .map(Effect::state)
                .distinct()
                .toList();
    }

    @Test
    void paysEachRewardOnceAndSaysByWhichJob() {
        want(0, 20, "3");
        want(0, 20, "3");

        lane.round();
        pass(Duration.ofSeconds(2));

        assertThat(IntStream.range(0, 20).mapToObj(world::premium))
                .allSatisfy(paid -> assertThat(paid).containsExactly(new BigDecimal("3")));
        assertThat(states()).containsExactly(EffectState.APPLIED);
        EffectFile file = files.recent(5).get(0);
        assertThat(file.state()).isEqualTo(FileState.SETTLED);
        assertThat(file.total()).isEqualByComparingTo("60");
        assertThat(world.store.recent(null, null, 1).get(0).reason()).contains(file.jobId(), file.name());
        assertThat(world.database.jdbc().list("select fence from effect_fence", row -> row.getString(1)))
                .isEmpty();
    }

    @Test
    void fillsNoFileWhereTheConfiguredIdIsNotTheKeysOwn() {
        CommunityCheck check = new CommunityCheck(
                world.client,
                EffectWorld.CONTRACT,
                EffectWorld.FOREIGN_COMMUNITY,
                operation -> true,
                Demand.WHEN_SHOWN,
                Duration.ofMinutes(1));
        want(0, 5, "3");
        lane.check(operation -> check.hindrance(operation)
                .thenApply(found -> found.map(why -> new TenantCheck.Wait(why.why(), why.again()))));

        pass(Duration.ofSeconds(30));

        assertThat(world.emulator.requests().count(UPLOAD)).isZero();
        assertThat(files.recent(5)).isEmpty();
        assertThat(states()).containsExactly(EffectState.INTENT);

        lane.check(TenantCheck.NONE);
        await().untilAsserted(() -> {
            pass(Duration.ofSeconds(30));
            assertThat(states()).containsExactly(EffectState.APPLIED);
        });
    }

    @Test
    void addsCoinsByTheOrdinaryBulkUpdate() {
        LedgerTaking.take(ledger, List.of(world.coins("visit:1", 1, "15"), world.coins("visit:2", 2, "4")));

        lane.round();
        pass(Duration.ofSeconds(2));

        assertThat(states()).containsExactly(EffectState.APPLIED);
        assertThat(world.emulator.applied().of("u1@example.org"))
                .filteredOn(change -> change.field().equals("coins"))
                .singleElement()
                .satisfies(change -> assertThat(change.newValue()).isEqualTo("15"));
    }

    @Test
    void putsTwoRewardsOfOneUserIntoTwoFiles() {
        want(0, 45, "3");

        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(30));
        }

        assertThat(files.recent(10)).extracting(EffectFile::rows).containsExactlyInAnyOrder(20, 20, 5);
        assertThat(world.premium(0)).hasSize(3);
        assertThat(world.premium(7)).hasSize(2);
        assertThat(states()).containsExactly(EffectState.APPLIED);
    }

    @Test
    void closesARefusedRowWithTheReasonOfTheApi() {
        LedgerTaking.take(ledger, List.of(world.reward("reward:1", 1, "3"), world.reward("reward:x", 99, "4")));

        lane.round();
        pass(Duration.ofSeconds(2));

        assertThat(world.store.recent(null, EffectState.REJECTED, 10))
                .singleElement()
                .satisfies(effect -> assertThat(effect.reason()).contains("User not found"));
        assertThat(world.premium(1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"applyThenFail", "applyThenTimeout", "resetMidBody"})
    void findsTheJobOfAnUploadWithoutAClearAnswer(String fault) {
        world.emulator.faults().add(FaultRule.next(UPLOAD, fault(fault)));
        want(0, 5, "3");

        lane.round();
        assertThat(files.recent(1).get(0).state()).isIn(FileState.UNCLEAR, FileState.SETTLED);
        for (int i = 0; i < 12; i++) {
            pass(Duration.ofMinutes(6));
        }

        assertThat(states()).containsExactly(EffectState.APPLIED);
        assertThat(IntStream.range(0, 5).mapToObj(world::premium))
                .allSatisfy(paid -> assertThat(paid).hasSize(1));
    }

    private static Fault fault(String name) {
        return switch (name) {
            case "applyThenFail" -> Fault.applyThenFail(500);
            case "applyThenTimeout" -> Fault.applyThenTimeout();
            case "resetMidBody" -> Fault.resetMidBody();
            default -> Fault.status(503);
        };
    }

    @Test
    void sendsAgainOnlyAfterTheListHasProvedThatNothingWasTaken() {
        world.emulator.faults().add(FaultRule.next(UPLOAD, Fault.status(503)));
        want(0, 5, "3");

        lane.round();
        assertThat(states()).containsExactly(EffectState.AMBIGUOUS);
        pass(Duration.ofMinutes(6));
        pass(Duration.ofMinutes(6));
        assertThat(states()).as("the quiet time is not over").containsExactly(EffectState.AMBIGUOUS);
        for (int i = 0; i < 6; i++) {
            pass(Duration.ofMinutes(6));
        }

        assertThat(states()).containsExactly(EffectState.APPLIED);
        assertThat(world.premium(3)).hasSize(1);
        assertThat(files.recent(5)).extracting(EffectFile::state).contains(FileState.ABSENT, FileState.SETTLED);
    }

    /** Of two processes the one with the older view must not undo what follows from the newer one. */
    @Test
    void movesNoRowByAnOldViewOfTheirFile() {
        world.emulator.faults().add(FaultRule.next(UPLOAD, Fault.status(503)));
        want(0, 5, "3");
        lane.round();
        EffectFile old = files.recent(1).get(0);
        FileRows rows = new FileRows(ledger);
        assertThat(old.state()).isEqualTo(FileState.UNCLEAR);
        EffectFile absent = files.write(old.to(FileState.ABSENT, "the list proves it", 0, 0))
                .orElseThrow();
        rows.goAgain(absent);

        rows.unclear(old, "seen before the list proved it");

        assertThat(states()).containsExactly(EffectState.INTENT);
        rows.unclear(absent, "the file is as it was read");
        assertThat(states()).containsExactly(EffectState.AMBIGUOUS);
    }

    @Test
    void asksAPersonWhenTheJobListIsGone() {
        want(0, 5, "3");
        world.emulator
                .faults()
                .add(
                        FaultRule.next(UPLOAD, Fault.applyThenFail(500)),
                        new FaultRule("listBulkUpdates", 2, Integer.MAX_VALUE, Fault.status(404)));
        lane.round();

        for (int i = 0; i < 12; i++) {
            pass(Duration.ofMinutes(6));
        }

        // what the contract of this test calls a proof is a list without the job, not a list that is not shown
        assertThat(states()).containsExactly(EffectState.NEEDS_PERSON);
        assertThat(world.premium(3)).hasSize(1);
    }

    @Test
    void sendsNothingWhereNoJobIsShown() {
        world.emulator.knobs().hideJobQueries(true);
        want(0, 5, "3");

        lane.round();
        pass(Duration.ofMinutes(1));

        assertThat(world.emulator.applied().count(UPLOAD)).isZero();
        assertThat(states()).containsExactly(EffectState.INTENT);
    }

    @Test
    void stopsTheFlowWhenTheTotalsOfTheJobAreNotOurs() {
        world.emulator.faults().add(FaultRule.next(UPLOAD, Fault.truncateJob(3)));
        want(0, 5, "3");

        lane.round();
        pass(Duration.ofSeconds(5));

        assertThat(states()).containsExactly(EffectState.NEEDS_PERSON);
        assertThat(switches.list())
                .singleElement()
                .satisfies(stop -> assertThat(stop.reason()).contains("control totals"));
    }

    @Test
    void raisesAnAlarmWhenTheApiRunsAFileTwice() {
        world.emulator.knobs().duplicateSubmission(true);
        want(0, 5, "3");

        lane.round();
        pass(Duration.ofSeconds(5));

        assertThat(world.doubles()).hasSize(5);
        assertThat(switches.isStopped("grant-premium-currency")).isTrue();
    }

    @Test
    void keepsTheIntentsOfAFileThatIsRefusedAndStopsTheFlow() {
        world.emulator.knobs().maxRows(3);
        want(0, 5, "3");

        lane.round();

        assertThat(states()).containsExactly(EffectState.INTENT);
        assertThat(switches.isStopped("grant-premium-currency")).isTrue();
        world.emulator.knobs().maxRows(10_000);
        pass(Duration.ofMinutes(2));
        assertThat(world.emulator.applied().count(UPLOAD)).isZero();
        switches.start("grant-premium-currency");
        pass(Duration.ofMinutes(2));
        pass(Duration.ofSeconds(5));
        assertThat(states()).containsExactly(EffectState.APPLIED);
    }

    @Test
    void aStoppedFlowSendsNothingAndLosesNothing() {
        switches.stop(new FlowSwitch("grant-premium-currency", 1, "person", "wrong amounts"));
        want(0, 5, "3");

        lane.round();
        assertThat(world.emulator.applied().count(UPLOAD)).isZero();
        switches.start("grant-premium-currency");
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(5));

        assertThat(states()).containsExactly(EffectState.APPLIED);
    }

    @Test
    void tellsAJobByItsPlaceWhereNamesAreNotKept() {
        world.emulator.knobs().keepFileName(false);
        want(0, 5, "3");

        lane.round();
        pass(Duration.ofSeconds(5));

        assertThat(states()).containsExactly(EffectState.APPLIED);
    }

    @Test
    void waitsForAJobThatIsLate() {
        late = true;
        world.emulator.knobs().queuedTime(Duration.ofMinutes(40));
        want(0, 5, "3");

        lane.round();
        pass(Duration.ofMinutes(20));
        assertThat(states()).containsExactly(EffectState.AMBIGUOUS);
        pass(Duration.ofMinutes(25));
        await().until(() -> isEnded(world.emulator.jobs().get(0).state()));
        pass(Duration.ofMinutes(6));

        assertThat(states()).containsExactly(EffectState.APPLIED);
        assertThat(world.premium(2)).hasSize(1);
    }

    /** A tenant whose list hides the job of the first file for a while. */
    private AtomicBoolean hideFirstFile() {
        AtomicBoolean hidden = new AtomicBoolean(true);
        AtomicReference<String> first = new AtomicReference<>("");
        lane.close();
        lane = world.files(
                ledger,
                new BentClient(world.client, call -> call, shown -> {
                    files.recent(9).stream()
                            .min(Comparator.comparing(file -> file.sentAt() == null ? Long.MAX_VALUE : file.sentAt()))
                            .ifPresent(file -> first.compareAndSet("", file.name()));
                    shown.items()
                            .removeIf(item -> hidden.get()
                                    && item.path("fileName").asText().equals(first.get()));
                }),
                FileSettings.in(folder.resolve("files")));
        world.emulator.faults().add(FaultRule.next(UPLOAD, Fault.applyThenFail(500)));
        return hidden;
    }

    @Test
    void raisesAnAlarmWhenAFileThatCountedAsLostShowsUpAfterAll() {
        AtomicBoolean hidden = hideFirstFile();
        want(0, 5, "3");
        lane.round();
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofMinutes(6));
        }
        assertThat(states()).containsExactly(EffectState.APPLIED);

        hidden.set(false);
        pass(Duration.ofMinutes(6));

        assertThat(world.premium(1)).as("the list had lied").hasSize(2);
        assertThat(world.doubles()).hasSize(5);
        assertThat(switches.isStopped("grant-premium-currency")).isTrue();
    }

    @Test
    void takesTheWordOfALateJobInsteadOfSendingAgain() {
        AtomicBoolean hidden = hideFirstFile();
        want(0, 5, "3");
        lane.round();
        switches.stop(new FlowSwitch("grant-premium-currency", 1, "person", "look first"));
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofMinutes(6));
        }
        assertThat(states()).containsExactly(EffectState.INTENT);

        hidden.set(false);
        pass(Duration.ofMinutes(6));
        switches.start("grant-premium-currency");
        pass(Duration.ofMinutes(6));

        assertThat(states()).containsExactly(EffectState.APPLIED);
        assertThat(world.premium(1)).hasSize(1);
        assertThat(world.doubles()).isEmpty();
    }
}
