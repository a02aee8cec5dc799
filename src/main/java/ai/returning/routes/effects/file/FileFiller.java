package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.NotSentException;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a file with free effects, a user at most once, seals it and uploads it. Every step is committed before the next:
 * claims, then the sealed file with its control totals, and only then the first byte leaves.
 */
final class FileFiller {
    private static final Logger LOG = LoggerFactory.getLogger(FileFiller.class);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int REQUEST_TIMEOUT = 408;

    private final Ledger ledger;
    private final EffectFiles files;
    private final FlowSwitches switches;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final FileRows rows;
    private final KnownJobs knownJobs;
    private final RowSheet sheet;
    private final boolean refusalIsSafe;
    /** The obstacle that was told last. */
    private String told = "";

    FileFiller(
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
        this.rows = new FileRows(ledger);
        this.knownJobs = knownJobs;
        this.sheet = new RowSheet(bulk.csv());
        this.refusalIsSafe = EffectProof.of(bulk.operation()).refusalIsSafe();
    }

    /** Sends one file if there is something to send; true if it did. */
    boolean fillAndSend() {
        String operation = bulk.operation().id();
        List<Effect> wanted = mustWait(operation) ? List.of() : wanted(operation);
        if (wanted.isEmpty() || !mayBeSent() || isUntold(operation)) {
            return false;
        }
        long begun = System.nanoTime();
        EffectFile file = fresh(wanted.get(0).flow(), operation);
        files.open(file, ledger.node(), lease().toMillis());
        Failpoints.hit("file.opened");
        List<Effect> ours = rows.claim(file, wanted);
        Failpoints.hit("file.claimed");
        if (ours.isEmpty()) {
            abandon(file, "none of its effects was free any more", ledger.now());
            return false;
        }
        return seal(file, ours, begun);
    }

    private boolean mustWait(String operation) {
        return files.someSending(operation) || files.underWay(operation) >= settings.atATime();
    }

    /** While a job cannot be told by its name, files go one after the other, so that it can be told by its place. */
    private boolean isUntold(String operation) {
        return !knownJobs.keepsNames() && files.someUnidentified(operation);
    }

    /** Effects of one flow with the same columns, as many as a file may have. */
    private List<Effect> wanted(String operation) {
        int most = settings.rows() > 0 ? Math.min(settings.rows(), bulk.csv().maxRows()) : bulk.csv().maxRows();
        List<Effect> free = ledger.effects().freeRows(ledger.tenant(), operation, ledger.now(), most);
        if (free.isEmpty()) {
            return free;
        }
        String flow = free.get(0).flow();
        List<String> columns = sheet.columns(free.get(0));
        CsvShape csv = bulk.csv();
        long bytes = sheet.header(columns).length;
        List<Effect> fitting = new ArrayList<>();
        for (Effect effect : free) {
            if (!effect.flow().equals(flow) || !sheet.columns(effect).equals(columns)) {
                continue;
            }
            bytes += effect.content().length() * 4L;
            if (bytes > csv.maxBytes() && !fitting.isEmpty()) {
                break;
            }
            fitting.add(effect);
        }
        return fitting;
    }

    private boolean mayBeSent() {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent() && !obstacle.get().equals(told)) {
            LOG.warn("Effects of {} wait: {}", bulk.operation().id(), obstacle.get());
        }
        told = obstacle.orElse("");
        return obstacle.isEmpty();
    }

    /** Where no job is shown nobody could ever tell whether a file was applied, so none is sent. */
    private Optional<String> obstacle() {
        try {
            bulk.operation().requireEnabled();
        } catch (RaiException e) {
            return Optional.of(e.getMessage());
        }
        JobListing listing = bulk.list(job -> false);
        if (listing instanceof JobListing.Readable readable) {
            knownJobs.note(readable.jobs(), ledger.now());
            if (files.someOurs(readable.jobs().stream().map(JobView::fileName).toList())) {
                knownJobs.namesAreKept();
            }
            return Optional.empty();
        }
        return Optional.of(
                listing instanceof JobListing.Hidden hidden
                ? "This tenant shows no jobs (" + hidden.why() + "), so nobody could tell what became of a file."
                : "The job list cannot be read now: " + ((JobListing.Unreadable) listing).failure().getMessage());
    }

    private EffectFile fresh(String flow, String operation) {
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        long now = ledger.now();
        String id = HexFormat.of().formatHex(random);
        String name = flow + "-" + UTC.format(Instant.ofEpochMilli(now)) + "-" + id + ".csv";
        Path path = settings.folder().resolve(name);
        return new EffectFile(
                name, ledger.tenant(), operation, flow, name, path, FileState.FILLING, 0, BigDecimal.ZERO, "", "", 0,
                now, 0, null, null, "");
    }

    private boolean seal(EffectFile opened, List<Effect> ours, long begun) {
        BigDecimal total = ours.stream()
                .map(effect -> effect.stake().map(Stake::amount).orElse(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        SealedFile sealed;
        try {
            sealed = sealed(opened, ours);
        } catch (RaiException e) {
            LOG.error("A file of effects could not be sealed: {}", e.getMessage());
            abandon(opened, "it could not be sealed: " + e.getMessage(), holdEnd());
            return false;
        }
        Failpoints.hit("file.sealed");
        // whoever took us for lost has given the effects back: then this write fails, and nothing leaves
        Optional<EffectFile> sending = files.write(
                opened.sealed(ours.size(), total, sealed.sha256(), ledger.now()), ledger.node(), lease().toMillis());
        if (sending.isEmpty()) {
            return false;
        }
        Failpoints.hit("file.sending");
        send(sending.get(), sealed, begun);
        return true;
    }

    private SealedFile sealed(EffectFile file, List<Effect> ours) {
        FileSealer.makeFolder(settings.folder());
        List<String> columns = sheet.columns(ours.get(0));
        byte[] body = sheet.body(columns, ours);
        return FileSealer.seal(settings.folder(), file.name(), sheet.header(columns), body, body.length, ours.size());
    }

    private void send(EffectFile sending, SealedFile sealed, long begun) {
        long startBy =
                begun + lease().minus(ledger.settings().longestCall()).toNanos();
        if (System.nanoTime() - startBy > 0) {
            abandon(sending, "this process was held up, so nothing was sent", ledger.now());
            return;
        }
        Optional<String> job;
        try {
            job = bulk.submit(sealed, startBy);
        } catch (RuntimeException e) {
            Failpoints.hit("file.answered");
            failed(sending, e);
            return;
        }
        Failpoints.hit("file.answered");
        LOG.info(
                "File sent: file={} rows={} total={} sha256={}",
                sending.name(),
                sending.rows(),
                sending.total().toPlainString(),
                sending.sha256());
        files.write(sending.to(FileState.ACCEPTED, "the API took it", ledger.now()).withJob(job.orElse("")));
    }

    private void failed(EffectFile sending, RuntimeException failure) {
        String why = String.valueOf(failure.getMessage());
        if (failure instanceof NotSentException) {
            abandon(sending, why, holdEnd());
        } else if (failure instanceof CallFailedException call) {
            called(sending, call, why);
        } else {
            unclear(sending, why);
        }
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
                    abandon(sending, why, ledger.now()
                            + call.retryAfter().orElse(ledger.settings().hold()).toMillis());
                } else {
                    unclear(sending, why);
                }
            }
            case UPSTREAM, OUTCOME_UNKNOWN, UNREADABLE, REDIRECTED -> unclear(sending, why);
        }
    }

    /** A file that is refused as it stands would be refused again: a person looks first. */
    private void refused(EffectFile sending, String why) {
        abandon(sending, why, ledger.now());
        switches.stop(new FlowSwitch(
                sending.flow(), ledger.now(), ledger.node(), "File " + sending.name() + " was refused: " + why));
        LOG.error("Flow {} is stopped: file {} was refused: {}", sending.flow(), sending.name(), why);
    }

    private void unclear(EffectFile sending, String why) {
        LOG.warn("File {} is unclear: {}", sending.name(), why);
        files.write(sending.to(FileState.UNCLEAR, why, ledger.now()))
                .ifPresent(unclear -> rows.unclear(unclear, why));
    }

    private void abandon(EffectFile file, String why, long dueAt) {
        files.write(file.to(FileState.ABANDONED, why, dueAt), ledger.node(), lease().toMillis())
                .ifPresent(abandoned -> {
                    Failpoints.hit("file.abandoned");
                    rows.giveBack(abandoned);
                    files.write(abandoned.ended(ledger.now()));
                });
    }

    private long holdEnd() {
        return ledger.now() + ledger.settings().hold().toMillis();
    }

    private Duration lease() {
        return ledger.settings().lease();
    }
}
