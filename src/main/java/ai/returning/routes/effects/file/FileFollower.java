package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.FailedRow;
import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobMatcher;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.JobShape.JobState;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.support.Failpoints;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from the job list what became of files and of each of their rows. */
final class FileFollower {
    private static final Logger LOG = LoggerFactory.getLogger(FileFollower.class);

    private final Ledger ledger;
    private final EffectFiles files;
    private final FlowSwitches switches;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final KnownJobs knownJobs;
    private final FileRows rows;
    private final RowSheet sheet;
    private final boolean missingJobProves;

    FileFollower(
            Ledger ledger,
            EffectFiles files,
            FlowSwitches switches,
            BulkApi bulk,
            FileSettings settings,
            KnownJobs knownJobs) {
        this.ledger = ledger;
        this.files = files;
        this.switches = switches;
        this.bulk = bulk;
        this.settings = settings;
        this.knownJobs = knownJobs;
        this.rows = new FileRows(ledger);
        this.sheet = new RowSheet(bulk.csv());
        this.missingJobProves = EffectProof.of(bulk.operation()).missingJobProves();
    }

    /** Looks at a file that was taken, may have been, or should not have been. */
    void look(EffectFile file) {
        JobListing listing = bulk.list(job -> isYoung(file, job));
        if (listing instanceof JobListing.Readable readable) {
            seen(file, readable.jobs());
        } else if (listing instanceof JobListing.Hidden hidden) {
            notShown(file, "this tenant shows no jobs: " + hidden.why(), false);
        } else {
            later(
                    file,
                    file.looks(),
                    String.valueOf(((JobListing.Unreadable) listing).failure().getMessage()));
        }
    }

    private boolean isYoung(EffectFile file, JobView job) {
        return job.createdAt() == null || !job.createdAt().isBefore(earliest(file));
    }

    private Instant earliest(EffectFile file) {
        long sent = file.sentAt() == null ? ledger.now() : file.sentAt();
        return Instant.ofEpochMilli(sent).minus(settings.clockDifference());
    }

    private void seen(EffectFile file, List<JobView> jobs) {
        List<JobView> named =
                jobs.stream().filter(job -> job.fileName().equals(file.name())).toList();
        if (!named.isEmpty()) {
            knownJobs.namesAreKept();
        }
        if (named.size() > 1) {
            twice(file, named);
        }
        Optional<JobView> job = named.isEmpty() ? unnamed(file, jobs) : Optional.of(named.get(named.size() - 1));
        if (job.isPresent()) {
            found(file, job.get());
        } else {
            notShown(file, "the job list shows no job of it", missingJobProves);
        }
    }

    /** By the id the reply gave; else the only job that can be its. */
    private Optional<JobView> unnamed(EffectFile file, List<JobView> jobs) {
        if (!file.jobId().isEmpty()) {
            Optional<JobView> listed =
                    jobs.stream().filter(job -> job.id().equals(file.jobId())).findFirst();
            return listed.isPresent() ? listed : bulk.job(file.jobId());
        }
        boolean alone = file.sentAt() != null && knownJobs.knowsBefore(file.sentAt());
        if (!alone || knownJobs.keepsNames()) {
            return Optional.empty();
        }
        Set<String> others = new HashSet<>(knownJobs.ids());
        others.addAll(files.jobsBeside(file));
        return new JobMatcher(others, settings.clockDifference())
                .find(jobs, file.name(), file.rows(), Instant.ofEpochMilli(file.sentAt()));
    }

    private void found(EffectFile file, JobView job) {
        if (job.state() == JobState.RUNNING) {
            running(file, job);
            return;
        }
        Failpoints.hit("file.job-ended");
        String evidence = "job " + job.id() + " of file " + file.name();
        if (job.state() == JobState.FAILED) {
            settle(file, job, evidence, effect -> Optional.of("Job " + job.id() + " failed as a whole."));
        } else if (!job.accountsFor(file.rows())) {
            mismatch(file, job);
        } else if (job.failed() == 0) {
            settle(file, job, evidence, effect -> Optional.empty());
        } else {
            partly(file, job, evidence);
        }
    }

    private void running(EffectFile file, JobView job) {
        EffectFile known = file.withJob(job.id());
        if (file.state() == FileState.ACCEPTED && file.isOlderThan(settings.jobDeadline(), ledger.now())) {
            becomeUnclear(
                    known,
                    "job " + job.id() + " did not end in "
                            + settings.jobDeadline().toSeconds() + " s");
        } else {
            files.write(known.looked(0, due(file), "job " + job.id() + " is at work"));
        }
    }

    private void becomeUnclear(EffectFile file, String why) {
        files.write(file.to(FileState.UNCLEAR, why, due(file))).ifPresent(unclear -> rows.unclear(unclear, why));
    }

    private void partly(EffectFile file, JobView job, String evidence) {
        List<FailedRow> failed = bulk.failedRows(job.id());
        Failpoints.hit("file.details-read");
        List<Effect> carried = ledger.effects().inFile(file.id());
        Map<String, String> refusals = new HashMap<>();
        for (FailedRow row : failed) {
            boolean named = row.row() >= 0
                    && row.row() < carried.size()
                    && sheet.identifier(carried.get(row.row())).equalsIgnoreCase(row.identifier());
            if (named) {
                refusals.put(carried.get(row.row()).id(), row.message());
            }
        }
        if (refusals.size() == job.failed()) {
            settle(file, job, evidence, effect -> Optional.ofNullable(refusals.get(effect.id())));
        } else {
            mismatch(file, job);
        }
    }

    private void settle(EffectFile file, JobView job, String evidence, Function<Effect, Optional<String>> outcome) {
        rows.settle(file, evidence, outcome);
        Failpoints.hit("file.settled");
        EffectFile settled = file.to(FileState.SETTLED, evidence, ledger.now())
                .withJob(job.id())
                .ended(ledger.now());
        if (files.write(settled).isPresent()) {
            LOG.info(
                    "File settled: file={} rows={} applied={} rejected={}",
                    file.name(),
                    file.rows(),
                    job.succeeded(),
                    job.failed());
        }
    }

    /** The job's control totals are not ours: nobody may guess which rows it applied. */
    private void mismatch(EffectFile file, JobView job) {
        String why = "job " + job.id() + " accounts for " + job.succeeded() + " + " + job.failed() + " of "
                + file.rows() + " rows (total " + job.total() + "), or does not name the refused ones";
        stop(file, "The control totals of file " + file.name() + " do not fit: " + why + ".");
        person(file.withJob(job.id()), why);
    }

    /** @param proves whether that it is not shown proves that it was not taken */
    private void notShown(EffectFile file, String why, boolean proves) {
        if (file.state() == FileState.ABSENT) {
            later(file, file.looks() + 1, file.note());
        } else if (file.state() == FileState.ACCEPTED) {
            missing(file, why);
        } else {
            unseen(file, why, proves);
        }
    }

    /** It was answered as taken, yet no job shows up. */
    private void missing(EffectFile file, String why) {
        if (file.isOlderThan(settings.jobDeadline(), ledger.now())) {
            becomeUnclear(file, why);
        } else {
            files.write(file.looked(0, due(file), why));
        }
    }

    /** Only looks after the quiet time count, for a job may show up late. */
    private void unseen(EffectFile file, String why, boolean proves) {
        int looks = file.isOlderThan(ledger.settings().quiet(), ledger.now()) ? file.looks() + 1 : 0;
        boolean over = file.isOlderThan(ledger.settings().giveUp(), ledger.now());
        String evidence = looks + " looks after the quiet time: " + why;
        if (looks < ledger.settings().looks() && !over) {
            later(file, looks, why);
        } else if (proves && !over) {
            files.write(file.to(FileState.ABSENT, evidence, ledger.now() + betweenLooks()), ledger.node(), lease())
                    .ifPresent(this::finishAbsent);
        } else {
            person(file, evidence + (proves ? "" : ", which the contract does not call a proof (jobs: absence)"));
        }
    }

    /** Gives the effects of a file that was never taken another attempt. */
    void finishAbsent(EffectFile absent) {
        Failpoints.hit("file.absent");
        rows.goAgain(absent);
        files.write(absent.ended(ledger.now()));
    }

    private void person(EffectFile file, String why) {
        files.write(file.to(FileState.PERSON, why, ledger.now()), ledger.node(), lease())
                .ifPresent(this::finishPerson);
    }

    void finishPerson(EffectFile person) {
        rows.askPerson(person);
        if (files.write(person.ended(ledger.now())).isPresent()) {
            LOG.warn(
                    "File {} needs a person: {}. Look at the API Log of the community, then ./rai ledger decide {}"
                            + " applied|not-applied --reason \"...\"",
                    person.name(),
                    person.note(),
                    person.name());
        }
    }

    private long lease() {
        return ledger.settings().lease().toMillis();
    }

    /** The API ran a file twice, or took it after it had counted as absent and its effects went out again. */
    private void twice(EffectFile file, List<JobView> jobs) {
        String why = "file " + file.name() + " has " + jobs.size() + " jobs: "
                + String.join(", ", jobs.stream().map(JobView::id).toList());
        doubled(file, ledger.effects().inFile(file.id()), why);
    }

    private void doubled(EffectFile file, List<Effect> effects, String why) {
        effects.forEach(effect -> ledger.effects().suspectDouble(effect.id(), ledger.now(), why));
        stop(file, "Effects may have happened twice: " + why + ".");
    }

    private void stop(EffectFile file, String why) {
        if (switches.stop(new FlowSwitch(file.flow(), ledger.now(), ledger.node(), why))) {
            LOG.error("Flow {} is stopped. {}", file.flow(), why);
        }
    }

    /** A job of a file that counted as never taken. */
    void lookLate(EffectFile absent) {
        try {
            JobListing listing = bulk.list(job -> isYoung(absent, job));
            Optional<JobView> late = listing instanceof JobListing.Readable readable
                    ? readable.jobs().stream()
                            .filter(job -> job.fileName().equals(absent.name()))
                            .findFirst()
                    : Optional.empty();
            if (late.isPresent()) {
                late(absent, late.get());
            } else {
                later(absent, absent.looks(), absent.note());
            }
        } catch (CallFailedException e) {
            later(absent, absent.looks(), absent.note());
        }
    }

    private void late(EffectFile absent, JobView job) {
        List<Effect> sentAgain = ledger.effects().everIn(absent.name()).stream()
                .filter(effect -> effect.carrier()
                        .filter(carrier -> carrier.fileId().equals(absent.id()))
                        .isEmpty())
                .toList();
        if (!sentAgain.isEmpty()) {
            doubled(absent, sentAgain, "job " + job.id() + " of file " + absent.name() + " showed up late");
        }
        found(absent, job);
    }

    private void later(EffectFile file, int looks, String why) {
        boolean over = file.state() == FileState.ABSENT
                && file.isOlderThan(ledger.settings().giveUp(), ledger.now());
        files.write(file.looked(looks, over ? Long.MAX_VALUE : ledger.now() + betweenLooks(), why));
    }

    private long betweenLooks() {
        return ledger.settings().betweenLooks().toMillis();
    }

    /** The older a file, the longer the wait. */
    private long due(EffectFile file) {
        long age = file.sentAt() == null ? 0 : ledger.now() - file.sentAt();
        return ledger.now()
                + Math.max(
                        settings.pollFirst().toMillis(),
                        Math.min(settings.pollMost().toMillis(), age / 4));
    }
}
