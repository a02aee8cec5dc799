package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.FailedRow;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.JobShape.JobState;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.support.Failpoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from the job list what became of files and of each of their rows. */
final class FileFollower {
    private static final Logger LOG = LoggerFactory.getLogger(FileFollower.class);

    private final Ledger ledger;
    private final EffectFiles files;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final JobLook jobs;
    private final LateJobs lateJobs;
    private final FileRows rows;
    private final RowSheet sheet;
    private final boolean missingJobProves;

    FileFollower(
            Ledger ledger, EffectFiles files, BulkApi bulk, FileSettings settings, JobLook jobs, LateJobs lateJobs) {
        this.ledger = ledger;
        this.files = files;
        this.bulk = bulk;
        this.settings = settings;
        this.jobs = jobs;
        this.lateJobs = lateJobs;
        this.rows = new FileRows(ledger);
        this.sheet = new RowSheet(bulk.csv());
        this.missingJobProves = EffectProof.of(bulk.operation()).missingJobProves();
    }

    /** Looks at a file that was taken, or may have been. */
    void look(EffectFile file) {
        if (file.sender().equals(ledger.node())) {
            // one thread sends and looks, so no call of this process is under way; the quiet time begins now
            files.write(file.callEnded()
                    .to(FileState.UNCLEAR, "nothing more of it leaves " + ledger.node(), ledger.now(), ledger.now()));
            return;
        }
        if (file.state() == FileState.UNCLEAR) {
            // whoever made it unclear may have died before all its effects knew
            rows.unclear(file, file.note());
        }
        JobLook.Sight sight = jobs.at(file);
        if (sight instanceof JobLook.Sight.Found found) {
            found(file, found);
        } else if (sight instanceof JobLook.Sight.Missing missing) {
            missing(file, missing);
        } else {
            unreadable(file, ((JobLook.Sight.Unreadable) sight).why());
        }
    }

    private void found(EffectFile file, JobLook.Sight.Found found) {
        if (found.twins().size() > 1) {
            List<String> ids = found.twins().stream().map(JobView::id).toList();
            lateJobs.alarm(
                    file,
                    ledger.effects().inFile(file.id()),
                    "file " + file.name() + " has " + ids.size() + " jobs: " + String.join(", ", ids));
        }
        JobView job = found.job();
        if (job.state() == JobState.RUNNING) {
            running(file.withJob(job.id()).wasAnswered(), job);
        } else {
            Failpoints.hit("file.job-ended");
            ended(file, job);
        }
    }

    private void ended(EffectFile file, JobView job) {
        String evidence = "job " + job.id() + " of file " + file.name();
        if (job.state() == JobState.FAILED && job.succeeded() == 0) {
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
        String atWork = "job " + job.id() + " is at work";
        if (isGivenUp(file)) {
            person(file, atWork + " for too long");
        } else if (isPastDeadline(file)) {
            becomeUnclear(
                    file,
                    "job " + job.id() + " did not end in "
                            + settings.jobDeadline().toSeconds() + " s");
        } else {
            files.write(file.looked(0, due(file), atWork));
        }
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
        if (refusals.size() == job.failed() && carried.size() == file.rows()) {
            settle(file, job, evidence, effect -> Optional.ofNullable(refusals.get(effect.id())));
        } else {
            mismatch(file, job);
        }
    }

    private void settle(EffectFile file, JobView job, String evidence, Function<Effect, Optional<String>> outcome) {
        rows.settle(file, evidence, outcome);
        Failpoints.hit("file.settled");
        EffectFile settled = file.to(FileState.SETTLED, evidence, ledger.now(), ledger.now())
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
        lateJobs.stop(file, "The control totals of file " + file.name() + " do not fit: " + why + ".");
        person(file.withJob(job.id()), why);
    }

    private void missing(EffectFile file, JobLook.Sight.Missing missing) {
        if (file.state() == FileState.UNCLEAR) {
            unseen(file, missing);
        } else if (isPastDeadline(file)) {
            becomeUnclear(file, missing.why());
        } else {
            files.write(file.looked(0, due(file), missing.why()));
        }
    }

    /**
     * Only looks after the quiet time count, for a job may show up late. A file that the API said it took, and that it does
     * not show, contradicts itself: that proves nothing.
     */
    private void unseen(EffectFile file, JobLook.Sight.Missing missing) {
        int looks = isQuiet(file) ? file.looks() + 1 : 0;
        boolean proves = missing.proves() && missingJobProves && !file.answered();
        String evidence = looks + " looks after the quiet time: " + missing.why();
        if (looks < ledger.settings().looks() && !isGivenUp(file)) {
            later(file, looks, missing.why());
        } else if (proves && looks >= ledger.settings().looks()) {
            files.write(
                            file.to(FileState.ABSENT, evidence, ledger.now(), ledger.now() + betweenLooks()),
                            ledger.node(),
                            lease())
                    .ifPresent(this::finishAbsent);
        } else {
            person(file, evidence + whyNoProof(file, missing));
        }
    }

    /** The quiet time does not begin before the process that sent it is gone or has told how its call ended. */
    private boolean isQuiet(EffectFile file) {
        long sign = file.sender().isEmpty() ? 0 : ledger.lastSign(file.sender());
        return ledger.now() - Math.max(sign, file.since())
                >= ledger.settings().quiet().toMillis();
    }

    private String whyNoProof(EffectFile file, JobLook.Sight.Missing missing) {
        if (file.answered()) {
            return ", although the API said that it took it";
        }
        return missingJobProves && missing.proves()
                ? ""
                : missingJobProves
                        ? ", and another job might be its"
                        : ", which the contract does not call a proof (jobs: absence)";
    }

    /** What cannot be read now may be later, but not for ever. */
    void unreadable(EffectFile file, String why) {
        if (isGivenUp(file)) {
            person(file, why);
        } else if (file.state() == FileState.ACCEPTED && isPastDeadline(file)) {
            becomeUnclear(file, why);
        } else {
            later(file, file.looks(), why);
        }
    }

    private void becomeUnclear(EffectFile file, String why) {
        if (file.state() == FileState.UNCLEAR) {
            files.write(file.looked(0, due(file), why));
        } else {
            files.write(file.to(FileState.UNCLEAR, why, ledger.now(), due(file)))
                    .ifPresent(unclear -> rows.unclear(unclear, why));
        }
    }

    /** Gives the effects of a file that was never taken another attempt. */
    void finishAbsent(EffectFile absent) {
        Failpoints.hit("file.absent");
        rows.goAgain(absent);
        files.write(absent.ended(ledger.now()));
    }

    private void person(EffectFile file, String why) {
        files.write(file.to(FileState.PERSON, why, ledger.now(), ledger.now() + betweenLooks()), ledger.node(), lease())
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

    private boolean isPastDeadline(EffectFile file) {
        return file.wasSentBefore(settings.jobDeadline(), ledger.now());
    }

    private boolean isGivenUp(EffectFile file) {
        return file.wasSentBefore(ledger.settings().giveUp(), ledger.now());
    }

    private void later(EffectFile file, int looks, String why) {
        files.write(file.looked(looks, ledger.now() + betweenLooks(), why));
    }

    private long betweenLooks() {
        return ledger.settings().betweenLooks().toMillis();
    }

    private long lease() {
        return ledger.settings().lease().toMillis();
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
