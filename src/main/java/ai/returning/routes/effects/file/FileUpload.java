package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.NotSentException;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals a filled file and uploads it. Every step is committed before the next: the sealed file with its control totals, and
 * only then the first byte leaves; then the answer.
 */
final class FileUpload {
    private static final Logger LOG = LoggerFactory.getLogger(FileUpload.class);
    private static final int REQUEST_TIMEOUT = 408;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Ledger ledger;
    private final EffectFiles files;
    private final FlowSwitches switches;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final FileRows rows;
    private final RowSheet sheet;
    private final LateJobs lateJobs;
    private final boolean refusalIsSafe;
    private final Clock wall;

    FileUpload(
            Ledger ledger,
            EffectFiles files,
            FlowSwitches switches,
            BulkApi bulk,
            FileSettings settings,
            LateJobs lateJobs,
            Clock wall) {
        this.ledger = ledger;
        this.files = files;
        this.switches = switches;
        this.bulk = bulk;
        this.settings = settings;
        this.rows = new FileRows(ledger);
        this.sheet = new RowSheet(bulk.csv());
        this.lateJobs = lateJobs;
        this.wall = wall;
        this.refusalIsSafe = EffectProof.of(bulk.operation()).refusalIsSafe();
    }

    /**
     * Sends the file; true if the API took it.
     *
     * @param begun when its lease began, by {@link System#nanoTime}
     */
    boolean sealAndSend(EffectFile opened, List<Effect> ours, long begun) {
        SealedFile sealed;
        try {
            sealed = seal(opened, ours);
        } catch (RaiException e) {
            LOG.error("A file of effects could not be sealed: {}", e.getMessage());
            abandon(opened, "it could not be sealed: " + e.getMessage(), holdEnd());
            return false;
        }
        Failpoints.hit("file.sealed");
        // whoever took us for lost has given the effects back: then this write fails, and nothing leaves
        Optional<EffectFile> sending = files.write(
                opened.sealed(ours.size(), total(ours), sealed.sha256(), ledger.node(), ledger.now()),
                ledger.node(),
                lease().toMillis());
        if (sending.isEmpty()) {
            return false;
        }
        Failpoints.hit("file.sending");
        return send(sending.get(), sealed, begun);
    }

    private SealedFile seal(EffectFile file, List<Effect> ours) {
        FileSealer.makeFolder(settings.folder());
        List<String> columns = sheet.columns(ours.get(0));
        byte[] body = sheet.body(columns, ours);
        return FileSealer.seal(settings.folder(), file.name(), sheet.header(columns), body, body.length, ours.size());
    }

    private static BigDecimal total(List<Effect> ours) {
        return ours.stream()
                .map(effect -> effect.stake().map(Stake::amount).orElse(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private boolean send(EffectFile sending, SealedFile sealed, long begun) {
        long startBy = begun + lease().minus(ledger.settings().longestCall()).toNanos();
        if (System.nanoTime() - startBy > 0) {
            abandon(sending.callEnded(), "this process was held up, so nothing was sent", ledger.now());
            return false;
        }
        if (switches.isStopped(sending.flow())) {
            abandon(sending.callEnded(), "the flow was stopped before it was sent", ledger.now());
            return false;
        }
        // the other clock stands still in a suspended machine
        long wallEnd = wall.millis() + TimeUnit.NANOSECONDS.toMillis(startBy - System.nanoTime());
        Optional<String> job;
        try {
            job = bulk.submit(sealed, startBy, () -> wall.millis() <= wallEnd);
        } catch (RuntimeException e) {
            Failpoints.hit("file.answered");
            return failed(sending.callEnded(), e);
        }
        Failpoints.hit("file.answered");
        LOG.info(
                "File sent: file={} rows={} total={} sha256={}",
                sending.name(),
                sending.rows(),
                sending.total().toPlainString(),
                sending.sha256());
        answered(sending.callEnded(), job.orElse(""), begun + lease().toNanos());
        return true;
    }

    /** What the API said is kept as long as the lease allows, and told even if somebody took us for lost. */
    private void answered(EffectFile sending, String job, long leaseEnd) {
        EffectFile now = sending;
        while (true) {
            try {
                if (now.state() == FileState.ABSENT) {
                    if (lateJobs.appeared(now.withJob(job), "the API had taken it")) {
                        return;
                    }
                    now = files.find(now.id()).orElse(now).callEnded();
                    continue;
                }
                boolean open = now.state() == FileState.SENDING || now.state() == FileState.UNCLEAR;
                EffectFile accepted = now.to(FileState.ACCEPTED, "the API took it", ledger.now(), ledger.now())
                        .wasAnswered()
                        .withJob(job);
                if (!open || files.write(accepted).isPresent()) {
                    return;
                }
                now = files.find(now.id()).orElse(now).callEnded();
            } catch (RaiException e) {
                boolean away = e.code() == ErrorCode.STATE_UNAVAILABLE && System.nanoTime() - leaseEnd < 0;
                if (!away) {
                    LOG.error("That the API took file {} (job {}) is known here only", sending.name(), job);
                    throw e;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private boolean failed(EffectFile sending, RuntimeException failure) {
        String why = String.valueOf(failure.getMessage());
        if (failure instanceof NotSentException) {
            abandon(sending, why, holdEnd());
        } else if (failure instanceof CallFailedException call) {
            called(sending, call, why);
        } else {
            unclear(sending, why);
        }
        return false;
    }

    private void called(EffectFile sending, CallFailedException call, String why) {
        switch (call.kind()) {
            case UNREACHABLE, NOT_AUTHORISED -> abandon(sending, why, holdEnd());
            case NOT_FOUND, CONFLICT, INVALID -> {
                if (call.inOwnForm() && call.status() != REQUEST_TIMEOUT) {
                    refused(sending, why);
                } else {
                    unclear(sending, why);
                }
            }
            case RATE_LIMITED -> {
                if (refusalIsSafe) {
                    Duration wait = call.retryAfter().orElse(ledger.settings().hold());
                    abandon(sending, why, ledger.now() + wait.toMillis());
                } else {
                    unclear(sending, why);
                }
            }
            case UPSTREAM, OUTCOME_UNKNOWN, UNREADABLE, REDIRECTED -> unclear(sending, why);
        }
    }

    /** A file that is refused as it stands would be refused again: a person looks first. */
    private void refused(EffectFile sending, String why) {
        switches.stop(new FlowSwitch(
                sending.flow(), ledger.now(), ledger.node(), "File " + sending.name() + " was refused: " + why));
        abandon(sending, why, ledger.now());
        LOG.error("Flow {} is stopped: file {} was refused: {}", sending.flow(), sending.name(), why);
    }

    private void unclear(EffectFile sending, String why) {
        LOG.warn("File {} is unclear: {}", sending.name(), why);
        files.write(sending.to(FileState.UNCLEAR, why, ledger.now(), ledger.now()))
                .ifPresentOrElse(
                        unclear -> rows.unclear(unclear, why), () -> lateWord(sending, FileState.UNCLEAR, why));
    }

    /** Others took this process for lost meanwhile; what it knows of its call is still evidence. */
    private void lateWord(EffectFile ours, FileState state, String why) {
        files.find(ours.id())
                .filter(now -> now.state() == FileState.UNCLEAR && now.sender().equals(ledger.node()))
                .ifPresent(now ->
                        files.write(now.callEnded().to(state, "a late word: " + why, ledger.now(), ledger.now())));
    }

    /** Nothing of the file left this host, or it was refused as a whole. */
    void abandon(EffectFile file, String why, long dueAt) {
        files.write(file.to(FileState.ABANDONED, why, ledger.now(), dueAt), ledger.node(), lease().toMillis())
                .ifPresentOrElse(this::finishAbandoned, () -> lateWord(file, FileState.ABSENT, why));
    }

    /** Gives the effects of an abandoned file back; its copy on disk serves nobody. */
    void finishAbandoned(EffectFile abandoned) {
        Failpoints.hit("file.abandoned");
        rows.giveBack(abandoned);
        try {
            Files.deleteIfExists(abandoned.path());
        } catch (IOException e) {
            LOG.warn("File {} could not be deleted: {}", abandoned.path(), e.getMessage());
        }
        files.write(abandoned.ended(ledger.now()));
    }

    private long holdEnd() {
        return ledger.now() + ledger.settings().hold().toMillis();
    }

    private Duration lease() {
        return ledger.settings().lease();
    }
}
