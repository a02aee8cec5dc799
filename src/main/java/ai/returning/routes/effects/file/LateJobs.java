package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.FlowSwitches;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on looking for the job of a file that counted as never taken, or about which a person decided. What was not sent
 * again meanwhile waits for the word of that job; what was may have happened twice.
 */
final class LateJobs {
    private static final Logger LOG = LoggerFactory.getLogger(LateJobs.class);

    private final Ledger ledger;
    private final EffectFiles files;
    private final FlowSwitches switches;
    private final BulkApi bulk;
    private final FileRows rows;

    LateJobs(Ledger ledger, EffectFiles files, FlowSwitches switches, BulkApi bulk) {
        this.ledger = ledger;
        this.files = files;
        this.switches = switches;
        this.bulk = bulk;
        this.rows = new FileRows(ledger);
    }

    /** One look. */
    void look(EffectFile gone) {
        JobListing listing = bulk.list(job -> job.createdAt() == null
                || gone.sentAt() == null
                || job.createdAt().toEpochMilli()
                        >= gone.sentAt() - ledger.settings().lease().toMillis());
        Optional<JobView> late = listing instanceof JobListing.Readable readable
                ? readable.jobs().stream()
                        .filter(job -> job.fileName().equals(gone.name()))
                        .findFirst()
                : Optional.empty();
        if (late.isPresent()) {
            appeared(gone.withJob(late.get().id()), "job " + late.get().id() + " showed up late");
        } else {
            boolean over = gone.wasSentBefore(ledger.settings().giveUp(), ledger.now());
            long next = ledger.now() + ledger.settings().betweenLooks().toMillis();
            files.write(gone.looked(gone.looks(), over ? Long.MAX_VALUE : next, gone.note()));
        }
    }

    /**
     * It was taken after all: first nothing more of it is sent, then its job is followed.
     *
     * @return false if somebody else was faster, and it has to be read again
     */
    boolean appeared(EffectFile gone, String why) {
        LOG.warn("File {} counted as not taken, and {}", gone.name(), why);
        Optional<EffectFile> written = files.write(
                gone.to(FileState.UNCLEAR, why, ledger.now(), ledger.now()).wasAnswered());
        written.ifPresent(open -> {
            rows.unclear(open, why);
            doubled(open, why);
        });
        return written.isPresent();
    }

    private void doubled(EffectFile file, String why) {
        List<Effect> sentAgain = ledger.effects().everIn(file.name()).stream()
                .filter(effect -> effect.carrier()
                        .filter(carrier -> carrier.fileId().equals(file.id()))
                        .isEmpty())
                .toList();
        if (!sentAgain.isEmpty()) {
            alarm(file, sentAgain, "file " + file.name() + " counted as not taken, and " + why);
        }
    }

    /** Keeps for a person that effects may have happened twice, and sends nothing more of their flow. */
    void alarm(EffectFile file, List<Effect> effects, String why) {
        effects.forEach(effect -> ledger.effects().suspectDouble(effect.id(), ledger.now(), why));
        stop(file, "Effects may have happened twice: " + why + ".");
    }

    void stop(EffectFile file, String why) {
        if (switches.stop(new FlowSwitch(file.flow(), ledger.now(), ledger.node(), why))) {
            LOG.error("Flow {} is stopped. {}", file.flow(), why);
        }
    }
}
