package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.TenantCheck;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.support.Fatal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends effects that go as rows of files, and follows the files until each row has its outcome. Several processes on the
 * same state take turns.
 */
public final class FileLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileLane.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(20);
    private static final Duration TIDY_EVERY = Duration.ofHours(1);

    private final Ledger ledger;
    private final EffectFiles files;
    private final FileSettings settings;
    private final List<Way> ways;
    private final ScheduledExecutorService worker;
    /** Files that ended before this are off the disk. */
    private long tidied;

    private volatile boolean closed;

    /** One operation that takes files. */
    private record Way(
            String operation,
            Obstacles obstacles,
            FileFiller filler,
            FileUpload upload,
            FileFollower follower,
            LateJobs lateJobs,
            FileRows rows) {}

    public FileLane(
            Ledger ledger,
            EffectFiles files,
            FlowSwitches switches,
            ApiClient client,
            Contract contract,
            FileSettings settings) {
        this.ledger = ledger;
        this.files = files;
        this.settings = settings;
        this.ways = contract.operations().stream()
                .filter(FileLane::takes)
                .map(operation -> way(new BulkApi(client, contract, operation), switches))
                .toList();
        this.worker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "effects-files");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether effects of an operation go as rows of files. */
    public static boolean takes(Operation operation) {
        return operation.effect() != EffectMark.NONE && operation.csv().isPresent();
    }

    private Way way(BulkApi bulk, FlowSwitches switches) {
        KnownJobs known = new KnownJobs();
        Obstacles obstacles = new Obstacles(ledger, files, bulk, settings, known);
        LateJobs lateJobs = new LateJobs(ledger, files, switches, bulk);
        FileUpload upload = new FileUpload(ledger, files, switches, bulk, settings, lateJobs, Clock.systemUTC());
        JobLook look = new JobLook(ledger, files, bulk, settings, known);
        return new Way(
                bulk.operation().id(),
                obstacles,
                new FileFiller(ledger, files, bulk, settings, obstacles, upload),
                upload,
                new FileFollower(ledger, files, bulk, settings, look, lateJobs),
                lateJobs,
                new FileRows(ledger));
    }

    /** Has the community of the key checked before a file is filled; without this nothing is. */
    public FileLane check(TenantCheck check) {
        ways.forEach(way -> way.obstacles().check(check));
        return this;
    }

    /** Begins to work at this interval. */
    public FileLane start(Duration interval) {
        worker.scheduleWithFixedDelay(
                () -> quietly(this::round), 0, Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
        worker.scheduleWithFixedDelay(
                () -> quietly(this::tidy), TIDY_EVERY.toMillis(), TIDY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** A round that fails must not be the last one. */
    private static void quietly(Runnable round) {
        try {
            round.run();
        } catch (Throwable e) { // an error that ended the rounds would leave all files where they are
            Fatal.haltOn(e);
            LOG.warn(
                    "Files of effects could not be looked after, and will be again: {}",
                    String.valueOf(e.getMessage()));
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
                            ? lost.to(
                                    FileState.ABANDONED,
                                    "its process fell silent before it was sent",
                                    ledger.now(),
                                    ledger.now())
                            : lost.to(FileState.UNCLEAR, "its process fell silent", ledger.now(), ledger.now()));
        }
        // a filler that was taken for lost may have claimed some more
        ledger.effects().lostRows(way.operation()).stream()
                .flatMap(id -> files.find(id).stream())
                .filter(file -> file.state() == FileState.ABANDONED)
                .forEach(file -> one(way, file, way.rows()::giveBack));
        for (EffectFile file : files.unfinished(way.operation())) {
            one(
                    way,
                    file,
                    switch (file.state()) {
                        case ABANDONED -> way.upload()::finishAbandoned;
                        case ABSENT -> way.follower()::finishAbsent;
                        default -> way.follower()::finishPerson;
                    });
        }
    }

    private void follow(Way way) {
        for (FileState state : List.of(FileState.ACCEPTED, FileState.UNCLEAR)) {
            files.due(way.operation(), state, ledger.now()).forEach(file -> one(way, file, way.follower()::look));
        }
        for (FileState state : List.of(FileState.ABSENT, FileState.PERSON)) {
            files.due(way.operation(), state, ledger.now()).stream()
                    .filter(file -> file.endedAt() != null && file.jobId().isEmpty())
                    .forEach(file -> one(way, file, way.lateJobs()::look));
        }
    }

    /** One file that cannot be looked after does not hold up the others. */
    private void one(Way way, EffectFile file, Consumer<EffectFile> work) {
        try {
            work.accept(file);
        } catch (RuntimeException e) {
            LOG.warn("File {} could not be looked after: {}", file.name(), e.getMessage());
            if (file.state() == FileState.ACCEPTED || file.state() == FileState.UNCLEAR) {
                files.find(file.id()).ifPresent(now -> way.follower().unreadable(now, String.valueOf(e.getMessage())));
            }
        }
    }

    /** Files hold personal data: what ended long ago leaves the disk. */
    private void tidy() {
        long before = ledger.now() - settings.keep().toMillis();
        for (List<EffectFile> old = files.endedBetween(tidied, before);
                !old.isEmpty();
                old = files.endedBetween(tidied, before)) {
            for (EffectFile file : old) {
                delete(file);
                tidied = Math.max(tidied, file.endedAt() == null ? 0 : file.endedAt() + 1);
            }
        }
    }

    private static void delete(EffectFile file) {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            LOG.warn("File {} could not be deleted: {}", file.path(), e.getMessage());
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
