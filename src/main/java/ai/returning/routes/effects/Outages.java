package ai.returning.routes.effects;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that cannot be called now: no way to their host, or a key that is missing or refused. After a few failures in
 * a row one effect at a time tries whether they can be again, so that an outage does not claim and give back all there are.
 */
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    /** A refusal of one thing, between answers to others, is no outage. */
    private static final int ENOUGH = 3;

    private static final int MOST_DOUBLINGS = 20;

    private static final class Outage {
        private int failures;
        private int probes;
        private long nextAt;
        private @Nullable String probe;

        private boolean isOn() {
            return failures >= ENOUGH;
        }
    }

    private final Ledger ledger;
    private final Map<String, Outage> outages = new HashMap<>();

    Outages(Ledger ledger) {
        this.ledger = ledger;
    }

    /** How many effects of an operation may be taken up now. */
    synchronized int room(String operation) {
        Outage outage = outages.get(operation);
        if (outage == null || !outage.isOn()) {
            return Integer.MAX_VALUE;
        }
        return outage.probe == null && ledger.now() >= outage.nextAt ? 1 : 0;
    }

    /** True if an effect may be claimed; in an outage it is the one that tries. */
    synchronized boolean mayGo(Effect intent) {
        Outage outage = outages.get(intent.operation());
        if (outage == null || !outage.isOn()) {
            return true;
        }
        if (room(intent.operation()) == 0) {
            return false;
        }
        outage.probe = intent.id();
        return true;
    }

    /** The operation could not be called. */
    synchronized void failed(Effect effect, long againAt) {
        Outage outage = outages.computeIfAbsent(effect.operation(), name -> new Outage());
        outage.failures++;
        if (effect.id().equals(outage.probe)) {
            outage.probes++;
        } else if (outage.failures == ENOUGH) {
            LOG.warn(
                    "{} cannot be called; its effects wait, and one at a time tries whether it can be again",
                    effect.operation());
        }
        long first = ledger.settings().firstBackoff().toMillis() << Math.min(MOST_DOUBLINGS, outage.probes);
        long wait = Math.min(first, ledger.settings().longestBackoff().toMillis());
        outage.nextAt = Math.max(Math.max(outage.nextAt, againAt), ledger.now() + wait);
    }

    /** The API was there, whatever it said. */
    synchronized void answered(Effect effect) {
        Outage outage = outages.remove(effect.operation());
        if (outage != null && outage.isOn()) {
            LOG.info("{} can be called again", effect.operation());
        }
    }

    /** The attempt is over, also one that never came to a call. */
    synchronized void ended(Effect effect) {
        Outage outage = outages.get(effect.operation());
        if (outage != null && effect.id().equals(outage.probe)) {
            outage.probe = null;
        }
    }
}
