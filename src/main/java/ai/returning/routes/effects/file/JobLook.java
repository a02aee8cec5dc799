package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobMatcher;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.store.EffectFiles;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the job of a file. A job that only might be its is no answer, and its absence is then no proof. */
final class JobLook {
    private final Ledger ledger;
    private final EffectFiles files;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final KnownJobs knownJobs;

    JobLook(Ledger ledger, EffectFiles files, BulkApi bulk, FileSettings settings, KnownJobs knownJobs) {
        this.ledger = ledger;
        this.files = files;
        this.bulk = bulk;
        this.settings = settings;
        this.knownJobs = knownJobs;
    }

    /** What a look showed. */
    sealed interface Sight {
        /** @param twins all jobs of its name, more than one if the API ran it twice */
        record Found(JobView job, List<JobView> twins) implements Sight {}

        /** @param proves whether the list is such that a job of it would surely be seen */
        record Missing(String why, boolean proves) implements Sight {}

        /** The query failed; it says nothing. */
        record Unreadable(String why) implements Sight {}
    }

    Sight at(EffectFile file) {
        JobListing listing = bulk.list(job -> isYoung(file, job));
        if (listing instanceof JobListing.Readable readable) {
            return among(readable.jobs(), file);
        }
        return listing instanceof JobListing.Hidden hidden
                ? new Sight.Missing("this tenant shows no jobs: " + hidden.why(), false)
                : new Sight.Unreadable(String.valueOf(
                        ((JobListing.Unreadable) listing).failure().getMessage()));
    }

    private Sight among(List<JobView> jobs, EffectFile file) {
        List<JobView> named =
                jobs.stream().filter(job -> job.fileName().equals(file.name())).toList();
        if (!named.isEmpty()) {
            knownJobs.namesAreKept();
            return new Sight.Found(named.get(named.size() - 1), named);
        }
        if (!knownJobs.keepsNames() && showsAnotherOfOurs(jobs, file)) {
            knownJobs.namesAreKept();
        }
        Optional<JobView> known = file.jobId().isEmpty() ? byPlace(jobs, file) : byId(jobs, file.jobId());
        if (known.isPresent()) {
            return new Sight.Found(known.get(), List.of(known.get()));
        }
        return new Sight.Missing(
                "the job list shows no job of it",
                knownJobs.keepsNames() || mightBe(jobs, file).isEmpty());
    }

    private boolean showsAnotherOfOurs(List<JobView> jobs, EffectFile file) {
        Set<String> others = files.namesBeside(file);
        return jobs.stream().anyMatch(job -> others.contains(job.fileName()));
    }

    private Optional<JobView> byId(List<JobView> jobs, String id) {
        Optional<JobView> listed =
                jobs.stream().filter(job -> job.id().equals(id)).findFirst();
        return listed.isPresent() ? listed : bulk.job(id);
    }

    /** Of a file that the API said it took, the only new job with its number of rows. */
    private Optional<JobView> byPlace(List<JobView> jobs, EffectFile file) {
        Long sent = file.sentAt();
        if (sent == null || !file.answered() || knownJobs.keepsNames() || !knownJobs.knowsBefore(sent)) {
            return Optional.empty();
        }
        Set<String> others = new HashSet<>(knownJobs.ids());
        others.addAll(files.jobsBeside(file));
        return new JobMatcher(others, settings.clockDifference())
                .find(
                        jobs.stream().filter(job -> isInTime(job, sent)).toList(),
                        file.name(),
                        file.rows(),
                        Instant.ofEpochMilli(sent));
    }

    private boolean isInTime(JobView job, long sent) {
        Instant created = job.createdAt();
        long latest = sent
                + ledger.settings().lease().toMillis()
                + settings.clockDifference().toMillis();
        return created != null && created.toEpochMilli() <= latest;
    }

    /** Jobs under another name that nobody can tell from that of the file. */
    private List<JobView> mightBe(List<JobView> jobs, EffectFile file) {
        Set<String> others = files.jobsBeside(file);
        return jobs.stream()
                .filter(job -> isYoung(file, job) && !others.contains(job.id()))
                .filter(job -> job.total() < 0 || job.total() == file.rows())
                .toList();
    }

    private boolean isYoung(EffectFile file, JobView job) {
        long sent = file.sentAt() == null ? ledger.now() : file.sentAt();
        Instant earliest = Instant.ofEpochMilli(sent).minus(settings.clockDifference());
        return job.createdAt() == null || !job.createdAt().isBefore(earliest);
    }
}
