package ai.returning.routes.sync;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import ai.returning.routes.sync.store.RunRow;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Claims a flow: continues or settles what a dead process left, else opens a new run. */
final class RunStarter {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LOOK = Duration.ofMillis(200);

    private final SyncSettings settings;
    private final SyncStore store;
    private final Clock clock;
    private final String contractHash;
    private final Predicate<String> aliveHere;
    private final Settling settling;

    /** Holds what an earlier run left where a shutdown can reach it. */
    interface Settling {
        RunReport during(StopSignal stop, Supplier<RunReport> work);
    }

    /** @param aliveHere tells of a run id whether this process is at work on it */
    RunStarter(
            SyncSettings settings,
            SyncStore store,
            Clock clock,
            String contractHash,
            Predicate<String> aliveHere,
            Settling settling) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.contractHash = contractHash;
        this.aliveHere = aliveHere;
        this.settling = settling;
    }

    /** A claimed run and the chunks a dead process had begun to send. */
    record Claimed(RunContext run, List<ChunkRow> kept) {}

    Claimed claim(FlowDefinition flow, BulkApi bulk, RunRequest request, RunListener listener) {
        while (true) {
            Optional<RunRow> open = store.runs().findOpen(flow.id());
            if (open.isEmpty()) {
                RunRow row = newRun(flow, request);
                // Before the run is opened: a run without a folder could not be ended.
                Path folder = RunFolders.of(settings, flow.id(), row.runId());
                if (store.runs().open(row, settings.owner(), settings.lease())) {
                    return new Claimed(context(flow, bulk, row, listener), List.of());
                }
                RunFolders.removeTree(folder);
                refuseDueTwice(row);
            } else {
                Optional<Claimed> continued = takeOver(flow, bulk, request, open.get(), listener);
                if (continued.isPresent()) {
                    return continued.get();
                }
            }
        }
    }

    private void refuseDueTwice(RunRow wanted) {
        String due = wanted.dueAt();
        if (due != null) {
            store.runs()
                    .findDue(wanted.flow(), due)
                    .filter(run -> run.state().isFinal())
                    .ifPresent(run -> {
                        throw new RaiException(
                                ErrorCode.RUN_OPEN,
                                "The run of " + wanted.flow() + " due at " + due + " exists already: " + run.runId()
                                        + " (" + run.state().word() + "). It is not made twice.");
                    });
        }
    }

    /** Empty if the open run has ended or somebody else was faster; then the caller looks again. */
    private Optional<Claimed> takeOver(
            FlowDefinition flow, BulkApi bulk, RunRequest request, RunRow dead, RunListener listener) {
        boolean free = dead.owner() == null || awaitLease(dead, listener);
        if (!free) {
            return Optional.empty();
        }
        Path folder = RunFolders.of(settings, flow.id(), dead.runId());
        String lost = whyNotContinued(flow, request, dead, folder);
        boolean anyLease = store.heldByOneProcess() || settings.owner().equals(dead.owner());
        if (!store.runs()
                .takeOver(dead.runId(), dead.owner(), settings.owner(), settings.lease(), lost != null, anyLease)) {
            return Optional.empty();
        }
        store.chunks().forgetIntents(dead.runId());
        RunRow row = store.runs().find(dead.runId()).orElseThrow();
        RunContext run = context(flow, bulk, row, listener);
        if (row.settleOnly()) {
            settle(run, lost);
            return Optional.empty();
        }
        listener.notice("Run " + row.runId() + " was left open by a process that ended; it is continued.");
        store.quarantine().forgetInvalid(row.runId());
        List<ChunkRow> kept = store.chunks().of(row.runId());
        RunFolders.removeOthers(folder, kept);
        return Optional.of(new Claimed(run, kept));
    }

    private void settle(RunContext run, @Nullable String lost) {
        RunEnding.EarlyEnd why = whyEarly(run.row(), lost);
        run.listener()
                .notice("Run " + run.runId() + " is settled first: "
                        + (why == null ? "all was sent." : why.reason().getMessage()));
        RunReport report = settling.during(run.stop(), () -> new SettleOnly(run).settle(why));
        if (!report.state().isFinal()) {
            throw new RaiException(
                    ErrorCode.RUN_OPEN,
                    "Run " + run.runId() + " is not settled yet: the API does not say what became of its accepted"
                            + " chunks. Nothing new is sent before that is known; see ./rai runs.");
        }
    }

    /** Null if the run had sent everything and only the answers of the API were missing. */
    private static RunEnding.@Nullable EarlyEnd whyEarly(RunRow row, @Nullable String lost) {
        String error = row.error();
        if (error != null) {
            RaiException reason = known(error);
            return reason.code() == ErrorCode.RUN_STATE_LOST
                    ? new RunEnding.EarlyEnd(RunState.ABANDONED, reason)
                    : RunEnding.EarlyEnd.stopped(reason);
        }
        return lost == null
                ? null
                : new RunEnding.EarlyEnd(RunState.ABANDONED, new RaiException(ErrorCode.RUN_STATE_LOST, lost));
    }

    /** The stored error text without the code that the exception puts before it again. */
    private static RaiException known(String error) {
        for (ErrorCode code : ErrorCode.values()) {
            if (error.startsWith(code.code() + " ")) {
                return new RaiException(code, error.substring(code.code().length() + 1));
            }
        }
        return new RaiException(ErrorCode.RUN_STOPPED, error);
    }

    private @Nullable String whyNotContinued(FlowDefinition flow, RunRequest request, RunRow dead, Path folder) {
        if (dead.full() != request.full() || dead.limit() != request.limit() || request.confirm() != null) {
            return "It was started with other options than those asked for now.";
        }
        if (!dead.madeOf(flow.mappingHash(), flow.queryHash(), contractHash)) {
            return "The mapping, the query or the contract has changed since it began.";
        }
        return store.chunks().of(dead.runId()).stream()
                .filter(chunk -> chunk.state() != ChunkState.INTENT && chunk.state() != ChunkState.REFUSED)
                .filter(chunk -> !RunFolders.holds(folder, chunk))
                .findFirst()
                .map(chunk -> "The sealed file of chunk " + chunk.serial() + " (" + chunk.fileName()
                        + ") is not on this machine.")
                .orElse(null);
    }

    /** Waits for the end of a lease; refuses if its holder renews it, for then it lives. */
    private boolean awaitLease(RunRow run, RunListener listener) {
        if (settings.owner().equals(run.owner())) {
            if (aliveHere.test(run.runId())) {
                throw alive(run);
            }
            return true; // it ended here, but its end could not be stored
        }
        if (store.heldByOneProcess()) {
            return true;
        }
        Duration left = store.runs().leaseLeft(run.runId());
        if (left.toMillis() > 0) {
            listener.notice("Run " + run.runId() + " of " + run.flow() + " is held by " + run.owner()
                    + "; waiting up to " + (left.toMillis() + 999) / 1000 + " s to see whether it still lives.");
        }
        while (left.toMillis() > 0) {
            pause(left.compareTo(LOOK) < 0 ? left : LOOK);
            Duration now = store.runs().leaseLeft(run.runId());
            if (now.compareTo(left) > 0) {
                throw alive(run);
            }
            left = now;
        }
        return true;
    }

    private static RaiException alive(RunRow run) {
        return new RaiException(
                ErrorCode.RUN_OPEN,
                "Run " + run.runId() + " of " + run.flow() + " is under way, held by " + run.owner()
                        + ". Wait for it to end, or look at it with ./rai runs.");
    }

    private static void pause(Duration time) {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaiException(ErrorCode.RUN_STOPPED, "Waiting for the lease was interrupted.", e);
        }
    }

    private RunRow newRun(FlowDefinition flow, RunRequest request) {
        return new RunRow(
                runId(flow.id()),
                flow.id(),
                due(request.due()),
                RunState.OPEN,
                settings.owner(),
                flow.mappingHash(),
                flow.queryHash(),
                contractHash,
                request.full(),
                request.limit(),
                confirmed(flow, request.confirm()),
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
                clock.instant().atOffset(ZoneOffset.UTC),
                null);
    }

    private String runId(String flow) {
        byte[] random = new byte[3];
        RANDOM.nextBytes(random);
        return flow + "-" + STAMP.format(clock.instant()) + "-" + HexFormat.of().formatHex(random);
    }

    private static @Nullable String due(@Nullable ZonedDateTime due) {
        return due == null
                ? null
                : due.toOffsetDateTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME) + " "
                        + due.getZone().getId();
    }

    private @Nullable String confirmed(FlowDefinition flow, @Nullable String code) {
        if (code == null) {
            return null;
        }
        return store.runs()
                .findConfirmable(flow.id(), code.strip())
                .filter(run -> run.mappingHash().equals(flow.mappingHash()))
                .map(RunRow::tripped)
                .orElseThrow(() -> new RaiException(
                        ErrorCode.CONFIRM_UNKNOWN,
                        "No brake of flow " + flow.id() + " with the mapping as it is now has printed the code '"
                                + ai.returning.routes.support.Redaction.clip(code, 20)
                                + "'. Run ./rai sync " + flow.id() + " and use the code it prints."));
    }

    private RunContext context(FlowDefinition flow, BulkApi bulk, RunRow row, RunListener listener) {
        return new RunContext(
                flow,
                row,
                settings,
                store,
                bulk,
                clock,
                listener,
                RunFolders.of(settings, flow.id(), row.runId()),
                new StopSignal(),
                new RunCounts());
    }
}
