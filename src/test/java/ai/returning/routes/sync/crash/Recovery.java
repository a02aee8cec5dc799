package ai.returning.routes.sync.crash;

import static org.awaitility.Awaitility.await;

import ai.returning.routes.emulator.JobView;
import ai.returning.routes.emulator.UserView;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunState;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import ai.returning.routes.sync.store.RunRow;
import ai.returning.routes.sync.store.SyncStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Starts the flow again after its process died, until its run has ended, and holds the outcome against the emulator's
 * record and against an undisturbed twin. What breaks a promise is listed.
 */
final class Recovery {
    private static final int LOOK_UPS = 2;
    private static final int MOST_RUNS = 6;

    private final CrashWorld world;
    private final Trace trace;
    private final Twin twin;
    private final int runsBefore;
    private Predicate<ChunkRow> mayBeUnverified = ChunkRow::resent;
    private final List<String> violations = new ArrayList<>();

    private Recovery(CrashWorld world) {
        this.world = world;
        this.twin = Twin.of(world.data());
        this.trace = Trace.from(world);
        this.runsBefore = world.runs();
    }

    /** To be made before the first process starts whose run is judged. */
    static Recovery of(CrashWorld world) {
        return new Recovery(world);
    }

    /** Besides chunks sent twice, these may end unverified, as the emulator gave cause. */
    Recovery excusing(Predicate<ChunkRow> excused) {
        mayBeUnverified = mayBeUnverified.or(excused);
        return this;
    }

    /** Continues in this process; every broken promise. */
    List<String> violations() {
        return world.withStore(store -> {
            Optional<RunRow> left = store.runs().findOpen(CrashWorld.FLOW);
            boolean open = left.isPresent();
            boolean doubt = open
                    && store.chunks().of(left.get().runId()).stream()
                            .anyMatch(chunk ->
                                    chunk.state() == ChunkState.SENDING || chunk.state() == ChunkState.UNKNOWN);
            Trace again = Trace.from(world);
            RunReport report = world.run(store);
            if (doubt && again.uploadsBeforeAnyLook()) {
                violations.add("uploads went on before the look-ups of a chunk of unknown fate");
            }
            boolean stopping = open && left.get().settleOnly();
            if (report.resumed() != (open && !stopping)) {
                violations.add(
                        "resumed is " + report.resumed() + " where an open run was " + (open ? "" : "not ") + "left");
            }
            return stopping ? judgeStopped(store, left.get().runId(), report) : judge(store, report);
        });
    }

    /** Every broken promise if the run ended just before its process was killed; empty if it has to go on. */
    Optional<List<String>> violationsOfEnded() {
        return world.withStore(store -> {
            List<RunRow> runs = store.runs().recent(CrashWorld.FLOW, 1000);
            if (runs.size() == runsBefore
                    || store.runs().findOpen(CrashWorld.FLOW).isPresent()) {
                return Optional.empty();
            }
            awaitJobs();
            RunRow ended = runs.get(0);
            if (ended.state() != twin.run().state()) {
                excusable(store, ended.runId(), ended.state(), ended.error());
                untilLikeTheTwin(store, world.run(store));
            }
            return Optional.of(judgeRows(store));
        });
    }

    /** As {@link #violations} after a run that has ended already. */
    List<String> violations(RunReport ended) {
        return world.withStore(store -> judge(store, ended));
    }

    private List<String> judge(SyncStore store, RunReport report) {
        awaitJobs();
        if (report.state() == twin.run().state()) {
            likeTheTwin(store, report);
        } else {
            inDoubt(store, report);
        }
        return judgeRows(store);
    }

    /** The dead process had stopped its run already: that is settled first, and a new one brings what is missing. */
    private List<String> judgeStopped(SyncStore store, String stopped, RunReport next) {
        awaitJobs();
        RunRow left = store.runs().find(stopped).orElseThrow();
        excusable(store, stopped, left.state(), left.error());
        untilLikeTheTwin(store, next);
        return judgeRows(store);
    }

    private List<String> judgeRows(SyncStore store) {
        noRowLost();
        noRowAppliedByTwoFiles(store);
        noUploadRepeatedUnseen(store);
        if (store.runs().findOpen(CrashWorld.FLOW).isPresent()) {
            violations.add("a run is still open");
        }
        if (violations.isEmpty()) {
            nothingLeftToSend(store);
        }
        return violations;
    }

    private void awaitJobs() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> world.emulator.jobs().stream().allMatch(JobView::isOver));
    }

    private void likeTheTwin(SyncStore store, RunReport report) {
        if (!report.books().equals(twin.run().books())) {
            violations.add("books differ from an undisturbed run: " + report.books() + ", not "
                    + twin.run().books());
        }
        List<String> quarantine = Twin.quarantine(store, report);
        if (!quarantine.equals(twin.quarantine())) {
            violations.add("quarantine differs from an undisturbed run: " + quarantine);
        }
        List<RunRow> runs = store.runs().recent(CrashWorld.FLOW, 1000);
        if (runs.size() - runsBefore != 1) {
            violations.add("not one run that is continued: "
                    + runs.stream()
                            .map(run -> run.runId() + " " + run.state().word() + " " + run.error())
                            .toList());
        }
    }

    /** Chunks whose fate could not be learnt may end a run early. Then the next runs bring what is missing. */
    private void inDoubt(SyncStore store, RunReport report) {
        excusable(store, report.runId(), report.state(), report.error());
        untilLikeTheTwin(store, report);
    }

    private void excusable(SyncStore store, String runId, RunState state, @Nullable String error) {
        if (state != RunState.STOPPED && state != RunState.UNVERIFIED) {
            violations.add("the run ended " + state + ": " + error);
        }
        List<ChunkRow> doubtful = store.chunks().of(runId).stream()
                .filter(chunk -> chunk.state() == ChunkState.UNVERIFIED)
                .toList();
        if (doubtful.isEmpty()) {
            violations.add("the run ended " + state + " without a chunk in doubt: " + error);
        }
        // Where one chunk has stopped the run, another whose answer was lost does not go again.
        boolean stopped = state == RunState.STOPPED && doubtful.stream().anyMatch(mayBeUnverified);
        doubtful.stream()
                .filter(mayBeUnverified.negate())
                .filter(chunk -> !(stopped && String.valueOf(chunk.note()).endsWith("before it could go again.")))
                .forEach(chunk ->
                        violations.add("chunk " + chunk.serial() + " is unverified without need: " + chunk.note()));
    }

    private void untilLikeTheTwin(SyncStore store, RunReport report) {
        RunReport next = report;
        for (int i = 0; i < MOST_RUNS && next.state() != twin.run().state(); i++) {
            next = world.run(store);
        }
        awaitJobs();
        if (next.state() != twin.run().state()) {
            violations.add(
                    "after " + MOST_RUNS + " more runs the flow still ends " + next.state() + ": " + next.error());
        }
    }

    private void noRowLost() {
        List<String> lost = new ArrayList<>();
        world.data().expected().forEach((email, fields) -> {
            Map<String, String> values =
                    world.emulator.users().find(email).map(UserView::values).orElseThrow();
            fields.forEach((field, expected) -> {
                String value = values.get(field);
                boolean same = expected instanceof BigDecimal number
                        ? value != null && number.compareTo(new BigDecimal(value)) == 0
                        : expected.equals(value);
                if (!same) {
                    lost.add(field + " of " + email + " is " + value + ", not " + expected);
                }
            });
        });
        if (!lost.isEmpty()) {
            violations.add("lost: " + lost.size() + " values, such as " + lost.get(0));
        }
    }

    /** A row goes again in another file only after nobody could say what became of the first. */
    private void noRowAppliedByTwoFiles(SyncStore store) {
        List<String> twice = new ArrayList<>();
        Map<String, ChunkRow> chunks = chunks(store);
        trace.filesByMember().forEach((email, files) -> {
            Set<String> others = new LinkedHashSet<>(files);
            others.removeIf(file -> {
                ChunkRow chunk = chunks.get(file);
                return chunk != null && chunk.state() == ChunkState.UNVERIFIED;
            });
            if (others.size() > 1) {
                twice.add(email + " by " + files);
            }
        });
        if (!twice.isEmpty()) {
            violations.add("applied by two files: " + twice.size() + " rows, such as " + twice.get(0));
        }
    }

    private void noUploadRepeatedUnseen(SyncStore store) {
        Map<String, ChunkRow> chunks = chunks(store);
        trace.uploads().forEach((file, at) -> {
            ChunkRow chunk = chunks.get(file);
            if (at.size() > 2 || (at.size() == 2 && (chunk == null || !chunk.resent()))) {
                violations.add("sent again: " + file + " was uploaded " + at.size() + " times");
            }
            for (int i = 1; i < at.size(); i++) {
                long seen = trace.lookUps(at.get(i - 1), at.get(i));
                if (seen < LOOK_UPS) {
                    violations.add("sent again without look-ups: " + file + " after " + seen);
                }
            }
        });
    }

    private static Map<String, ChunkRow> chunks(SyncStore store) {
        Map<String, ChunkRow> chunks = new HashMap<>();
        store.runs()
                .recent(CrashWorld.FLOW, 1000)
                .forEach(run -> store.chunks().of(run.runId()).forEach(chunk -> chunks.put(chunk.fileName(), chunk)));
        return chunks;
    }

    private void nothingLeftToSend(SyncStore store) {
        world.emulator.faults().clear();
        Trace after = Trace.from(world);
        RunReport next = world.run(store);
        if (after.rowsSent() != twin.followUp().rejected() || !next.books().equals(twin.followUp())) {
            violations.add("the next run sends " + after.rowsSent() + " rows, not the "
                    + twin.followUp().rejected() + " rejected ones: " + next.books());
        }
    }
}
