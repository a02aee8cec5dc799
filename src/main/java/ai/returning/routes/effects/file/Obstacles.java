package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.TenantCheck;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What speaks against sending a file now. An obstacle is told once, until it changes. */
final class Obstacles {
    private static final Logger LOG = LoggerFactory.getLogger(Obstacles.class);

    private final Ledger ledger;
    private final EffectFiles files;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final KnownJobs knownJobs;
    private volatile TenantCheck tenant = TenantCheck.NONE;
    private String told = "";

    Obstacles(Ledger ledger, EffectFiles files, BulkApi bulk, FileSettings settings, KnownJobs knownJobs) {
        this.ledger = ledger;
        this.files = files;
        this.bulk = bulk;
        this.settings = settings;
        this.knownJobs = knownJobs;
    }

    void check(TenantCheck check) {
        tenant = check;
    }

    /**
     * True while another file is under way. While jobs cannot be told by the name of their file, files go one after the
     * other, so that a job can be told by its place.
     */
    boolean mustWait() {
        String operation = bulk.operation().id();
        return files.someSending(operation)
                || files.underWay(operation) >= settings.atATime()
                || !knownJobs.keepsNames() && files.someUnidentified(operation);
    }

    boolean none() {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent() && !obstacle.get().equals(told)) {
            LOG.warn("Effects of {} wait: {}", bulk.operation().id(), obstacle.get());
        }
        told = obstacle.orElse("");
        return obstacle.isEmpty();
    }

    private Optional<String> obstacle() {
        try {
            bulk.operation().requireEnabled();
        } catch (RaiException e) {
            return Optional.of(e.sentence());
        }
        Optional<String> wait = tenantUnknown();
        return wait.isPresent() ? wait : jobsNotShown();
    }

    private Optional<String> tenantUnknown() {
        return tenant.before(bulk.operation().id())
                .handle((wait, failure) -> failure == null
                        ? wait.map(TenantCheck.Wait::why)
                        : Optional.of("the community of the key could not be checked: " + failure.getMessage()))
                .toCompletableFuture()
                .join();
    }

    /** Where no job is shown nobody could ever tell whether a file was applied. */
    private Optional<String> jobsNotShown() {
        JobListing listing = bulk.list(job -> false);
        if (listing instanceof JobListing.Readable readable) {
            note(readable.jobs());
            return Optional.empty();
        }
        return Optional.of(
                listing instanceof JobListing.Hidden hidden
                        ? "This tenant shows no jobs (" + hidden.why()
                                + "), so nobody could tell what became of a file."
                        : "The job list cannot be read now: "
                                + ((JobListing.Unreadable) listing).failure().getMessage());
    }

    /** Only while no job in the list can be that of a file of ours. */
    private void note(List<JobView> jobs) {
        if (!files.someUnidentified(bulk.operation().id())) {
            knownJobs.note(jobs, ledger.now());
        }
        if (files.someOurs(jobs.stream().map(JobView::fileName).toList())) {
            knownJobs.namesAreKept();
        }
    }
}
