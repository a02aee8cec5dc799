package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.store.FlowSwitches;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends effects that go as rows of files, and follows the files until each row has its outcome. Several processes on the
 * same state take turns.
 */
public final class FileLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileLane.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final EffectFiles files;
    private final List<Way> ways;
    private final ScheduledExecutorService worker;
    private volatile boolean closed;

    /** One operation that takes files. */
    private record Way(String operation, FileFiller filler, FileFollower follower, FileRows rows) {}

    public FileLane(
            Ledger ledger,
            EffectFiles files,
            FlowSwitches switches,
            ApiClient client,
            Contract contract,
            FileSettings settings) {
        this.ledger = ledger;
        this.files = files;
        this.ways = contract.operations().stream()
                .filter(FileLane::takes)
                .map(operation -> way(new BulkApi(client, contract, operation), switches, settings))
                .toList();
        this.worker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "effects-files");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether effects of an operation go as rows of files. */
    public static boolean takes(Operation operation) {
        return operation.effect() == EffectMark.ALWAYS && operation.csv().isPresent();
    }

    private Way way(BulkApi bulk, FlowSwitches switches, FileSettings settings) {
        KnownJobs known = new KnownJobs();
        return new Way(
                bulk.operation().id(),
                new FileFiller(ledger, files, switches, bulk, settings, known),
                new FileFollower(ledger, files, switches, bulk, settings, known),
                new FileRows(ledger));
    }

    /** Begins to work at this interval. */
    public FileLane start(Duration interval) {
        worker.scheduleWithFixedDelay(this::quietly, 0, Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
        return this;
    }

    private void quietly() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.warn("Files of effects could not be looked after, and will be again: {}", e.getMessage());
        }
    }

    /** One round of everything. */
    public void round() {
        for (Way way : ways) {
            recover(way);
            follow(way);
            while (!closed && way.filler().fillAndSend()) {
                follow(way);
            }
        }
    }

    private void recover(Way way) {
        for (EffectFile lost : files.lost(way.operation())) {
            // whoever fills it cannot send it after this write; whoever sends it may have
            files.write(
                    lost.state() == FileState.FILLING
                            ? lost.to(FileState.ABANDONED, "its process fell silent before it was sent", ledger.now())
                            : lost.to(FileState.UNCLEAR, "its process fell silent", ledger.now()));
        }
        // a filler that was taken for lost may have claimed some more
        ledger.effects().lostRows(way.operation()).stream()
                .flatMap(id -> files.find(id).stream())
                .filter(file -> file.state() == FileState.ABANDONED)
                .forEach(way.rows()::giveBack);
        for (EffectFile file : files.unfinished(way.operation())) {
            switch (file.state()) {
                case ABANDONED -> {
                    way.rows().giveBack(file);
                    files.write(file.ended(ledger.now()));
                }
                case ABSENT -> way.follower().finishAbsent(file);
                default -> way.follower().finishPerson(file);
            }
        }
    }

    private void follow(Way way) {
        for (FileState state : List.of(FileState.ACCEPTED, FileState.UNCLEAR)) {
            files.due(way.operation(), state, ledger.now()).forEach(file -> look(way, file));
        }
        files.due(way.operation(), FileState.ABSENT, ledger.now()).stream()
                .filter(file -> file.endedAt() != null)
                .forEach(way.follower()::lookLate);
    }

    /** One file that cannot be looked at does not hold up the others. */
    private void look(Way way, EffectFile file) {
        if (file.state() == FileState.UNCLEAR) {
            way.rows().unclear(file, file.note());
        }
        try {
            way.follower().look(file);
        } catch (CallFailedException e) {
            LOG.warn("File {} could not be looked at: {}", file.name(), e.getMessage());
            files.write(file.looked(
                    file.looks(),
                    ledger.now() + ledger.settings().betweenLooks().toMillis(),
                    file.note()));
        }
    }

    /** Begins nothing new and lets the round under way end. */
    @Override
    public void close() {
        closed = true;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LAST_ROUND.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A file of effects is left under way; the next start goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
