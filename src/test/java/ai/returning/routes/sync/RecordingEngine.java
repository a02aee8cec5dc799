package ai.returning.routes.sync;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Notes which steps a route takes, so that routes can be tested without a source and an API. */
public final class RecordingEngine implements SyncEngine {
    public final List<String> steps = new CopyOnWriteArrayList<>();
    public final List<RunRequest> requests = new CopyOnWriteArrayList<>();
    public final List<RunReport> reports = new CopyOnWriteArrayList<>();
    public final CountDownLatch blocked = new CountDownLatch(1);
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicInteger numbers = new AtomicInteger();
    private int batches = 2;
    private @Nullable String failAt;
    private @Nullable CountDownLatch hold;

    /** How many batches the source gives. */
    public RecordingEngine batches(int count) {
        batches = count;
        return this;
    }

    /** The step, such as {@code send 1}, that fails. */
    public RecordingEngine failAt(String step) {
        failAt = step;
        return this;
    }

    /** Runs stay in their settling until the latch opens or they are asked to stop. */
    public RecordingEngine hold(CountDownLatch latch) {
        hold = latch;
        return this;
    }

    @Override
    public SyncRun start(FlowDefinition flow, RunRequest request, RunListener listener) {
        if (!open.compareAndSet(false, true)) {
            throw new RaiException(ErrorCode.RUN_OPEN, "Another run of " + flow.id() + " is open.");
        }
        requests.add(request);
        return new Run("run-" + numbers.incrementAndGet(), flow.id(), listener);
    }

    @Override
    public List<String> openFlows() {
        return List.of();
    }

    @Override
    public List<RunReport> recent(@Nullable String flow, int limit) {
        List<RunReport> newest = new ArrayList<>(reports);
        java.util.Collections.reverse(newest);
        return newest.stream()
                .filter(report -> flow == null || report.flow().equals(flow))
                .limit(limit)
                .toList();
    }

    @Override
    public void close() {
        steps.add("engine closed");
    }

    private final class Run implements SyncRun {
        private final String id;
        private final String flow;
        private final RunListener listener;
        private volatile @Nullable String stopped;

        Run(String id, String flow, RunListener listener) {
            this.id = id;
            this.flow = flow;
            this.listener = listener;
        }

        private void note(String step) {
            steps.add(step);
            if (step.equals(failAt)) {
                throw new RaiException(ErrorCode.UPLOAD_REFUSED, "The API refused " + step + ".");
            }
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String flow() {
            return flow;
        }

        @Override
        public boolean resumed() {
            return false;
        }

        @Override
        public RowBatches read(String source, String query) {
            note("read " + source + " " + query);
            return new Batches(this);
        }

        @Override
        public void map(RowBatch batch) {
            note("map " + batch.number());
        }

        @Override
        public void keepChanged(RowBatch batch) {
            note("keep " + batch.number());
        }

        @Override
        public void send(RowBatch batch, Operation operation) {
            note("send " + batch.number());
            listener.progress(new RunProgress(RunProgress.Phase.UPLOADING, batch.number() + 1, batches, 0, 0, 0, 0));
        }

        @Override
        public void settle() {
            note("settle");
            CountDownLatch latch = hold;
            if (latch != null) {
                blocked.countDown();
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RaiException(ErrorCode.RUN_STOPPED, "Interrupted.", e);
                }
            }
        }

        @Override
        public void stop(String reason) {
            stopped = reason;
            if (hold != null) {
                hold.countDown();
            }
        }

        @Override
        public RunReport end(@Nullable Throwable failure) {
            steps.add(failure == null ? "end" : "end with failure");
            String error = failure == null ? stopped : failure.getMessage();
            RunState state = error == null ? RunState.DONE : RunState.STOPPED;
            Books books = new Books(batches, batches, 0, 0, 0, 0, 0, 0, 0, 0);
            RunReport report = new RunReport(
                    id, flow, state, false, books, 0, 0.1, Evidence.ASSUMED, false, null, error, List.of());
            reports.add(report);
            open.set(false);
            return report;
        }
    }

    private final class Batches implements RowBatches {
        private final SyncRun run;
        private int next;

        Batches(SyncRun run) {
            this.run = run;
        }

        @Override
        public SyncRun run() {
            return run;
        }

        @Override
        public boolean hasNext() {
            return next < batches;
        }

        @Override
        public RowBatch next() {
            return new RowBatch(run, rows(next++));
        }

        @Override
        public void close() {
            steps.add("batches closed");
        }
    }

    /** A batch with one row: id 1 and an e-mail with an escaped TAB, and a null. */
    private static RawRows rows(int number) {
        SourceColumns columns = new SourceColumns(List.of(
                new SourceColumns.Column("id", SourceColumns.Type.INTEGER),
                new SourceColumns.Column("email", SourceColumns.Type.TEXT),
                new SourceColumns.Column("city", SourceColumns.Type.TEXT)));
        RawRows rows = new RawRows(number, columns, 1, 64);
        byte[] line = ("1\ta\\tb@example.org\t\\N\n").getBytes(StandardCharsets.UTF_8);
        rows.firstRow(number + 1);
        rows.add(line, 0, line.length);
        return rows;
    }
}
