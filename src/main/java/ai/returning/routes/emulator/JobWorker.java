package ai.returning.routes.emulator;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Works jobs off one after the other on a thread of its own, as fast as their script lets it. */
final class JobWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JobWorker.class.getName());
    /** How often a clock that somebody else moves is looked at. */
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final Contract contract;
    private final Profile profile;
    private final UserStore users;
    private final JobStore jobs;
    private final AppliedRecord applied;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::work, "emulator-jobs");
    private Consumer<User> joined = user -> {};
    private volatile boolean closed;

    JobWorker(Contract contract, Profile profile, UserStore users, JobStore jobs, AppliedRecord applied, Clock clock) {
        this.contract = contract;
        this.profile = profile;
        this.users = users;
        this.jobs = jobs;
        this.applied = applied;
        this.clock = clock;
        waiting.addAll(jobs.waiting());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Is told each user that a row creates. */
    void tell(Consumer<User> listener) {
        joined = listener;
    }

    void submit(Job job) {
        signal(() -> waiting.addLast(job));
    }

    void clockMoved() {
        signal(() -> {});
    }

    private void work() {
        for (Job job = take(); job != null; job = take()) {
            try {
                process(job);
            } catch (IOException | RefusedException | RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "emulator job " + job.id() + " failed", e);
                giveUp(job);
            }
        }
    }

    private void giveUp(Job job) {
        try {
            end(job, Job.State.FAILED);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the end of emulator job " + job.id() + " could not be written", e);
        }
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does =
                    "A job goes from queued to processing to completed, also with failed rows; failed means the file as a"
                            + " whole.")
    @Assumed(why = "only the existence of the job queries is public")
    private void process(Job job) throws IOException, RefusedException {
        Job.Submission script = job.submission();
        if (!waitUntil(script.created().plusMillis(script.queuedMillis()))) {
            return;
        }
        Instant started = clock.instant();
        job.move(Job.State.PROCESSING, started);
        jobs.beginRows(job);
        if (script.failJob()) {
            end(job, Job.State.FAILED);
        } else if (processRows(job, started)) {
            end(job, script.stopAt() < 0 ? Job.State.COMPLETED : Job.State.PROCESSING);
        }
    }

    /** False when the emulator was closed before the last row. */
    private boolean processRows(Job job, Instant started) throws IOException, RefusedException {
        Job.Submission script = job.submission();
        CsvShape shape = shapeOf(contract, script.operation());
        CsvReader csv = CsvReader.of(jobs.csv(job));
        csv.next();
        BulkKind kind = BulkKind.of(script.operation());
        SheetHeader header = SheetHeader.read(csv.cells(), users, kind, shape);
        RowRules rules = new RowRules(header, users, profile, kind, shape.emptyCell());
        for (int row = 0; row < job.rowsToDo() && csv.next(); row++) {
            Instant due = started.plus(script.microsPerRow() * (row + 1), ChronoUnit.MICROS);
            if (closed || (script.microsPerRow() > 0 && !waitUntil(due))) {
                return false;
            }
            synchronized (users) { // no call may change a user while a row does
                processRow(job, csv, row < script.failRows() ? null : rules);
            }
        }
        return true;
    }

    private void processRow(Job job, CsvReader csv, @Nullable RowRules rules) throws IOException {
        Instant now = clock.instant();
        RowRules.Outcome outcome;
        if (rules == null) {
            String first = csv.cells().get(0);
            outcome = new RowRules.Outcome("failed", first, profile.text("row-scripted"), null, List.of());
        } else {
            outcome = rules.apply(csv.cells());
        }
        User user = outcome.user();
        if (user != null && !outcome.changes().isEmpty()) {
            String email = String.valueOf(users.value(user, UserStore.EMAIL));
            applied.row(job.submission(), csv.record(), user, email, outcome.changes(), now);
            if (outcome.changes().get(0).operator().equals("create")) {
                joined.accept(user);
            }
        }
        jobs.row(job, csv.record(), outcome);
        job.count(user != null, now);
    }

    /** The commit line comes first: a crash behind it finds the job done, a crash before it does the job again. */
    private void end(Job job, Job.State state) throws IOException {
        job.move(state, clock.instant());
        applied.end(job.view());
        jobs.endRows(job);
    }

    static CsvShape shapeOf(Contract contract, String operationId) {
        return contract.operation(operationId)
                .csv()
                .orElseThrow(() -> new RaiException(
                        ErrorCode.CONTRACT_INVALID, "The operation " + operationId + " has no x-rai-csv."));
    }

    private @Nullable Job take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            return closed ? null : waiting.removeFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** False when the emulator was closed before that moment. */
    private boolean waitUntil(Instant due) {
        lock.lock();
        try {
            for (Instant now = clock.instant(); !closed && now.isBefore(due); now = clock.instant()) {
                long nanos = Math.min(LOOK_NANOS, ChronoUnit.NANOS.between(now, due));
                changed.awaitNanos(nanos);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void signal(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the thread, so that no line is written to a journal that is closed next. */
    @Override
    public void close() {
        closed = true;
        signal(() -> {});
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
