package ai.returning.routes.effects;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands free intents to the sender, as many as it can soon use, so that a long backlog stays in the database. */
final class Feeder {
    private static final Logger LOG = LoggerFactory.getLogger(Feeder.class);
    private static final int MOST = 500;

    private final Ledger ledger;
    private final EffectSender sender;
    private final Executor keeper;
    private final AtomicBoolean nudged = new AtomicBoolean();
    /** Whether the last look left free intents behind, as far as is known. */
    private volatile boolean more;

    /** @param keeper where the ledger is looked through */
    Feeder(Ledger ledger, EffectSender sender, Executor keeper) {
        this.ledger = ledger;
        this.sender = sender;
        this.keeper = keeper;
    }

    /** There may be something to send. Returns at once. */
    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            try {
                keeper.execute(() -> EffectEngine.quietly(this::round));
            } catch (RejectedExecutionException closing) {
                LOG.debug("What is free is left to others", closing);
            }
        }
    }

    /** The sender has room again. */
    void hungry() {
        if (more) {
            nudge();
        }
    }

    /** One look for free intents. */
    void round() {
        nudged.set(false);
        List<Effect> free = ledger.effects().freeIntents(ledger.tenant(), Lane.CALL, ledger.now(), MOST, sender::room);
        more = free.size() == MOST;
        free.forEach(sender::send);
    }
}
