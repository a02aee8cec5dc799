package ai.returning.routes.effects;

import ai.returning.routes.effects.store.OldRows;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what stands beside effects once it is old. Never an effect, and nothing that waits for a person. */
public final class LedgerRetention {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerRetention.class);
    private static final int ROWS = 1_000;
    private static final Duration SHORTEST = Duration.ofDays(2);

    /**
     * How long what is kept; zero for ever.
     *
     * @param verdicts what rules said of events that are decided
     * @param caps what was taken of the caps of days and runs
     * @param notes what people asked for and switched
     * @param claims what events were when they led to an effect; an event that is edited later leads to a second one
     */
    public record Keep(Duration verdicts, Duration caps, Duration notes, Duration claims) {
        /**
         * Refuses to forget a day that may not be over.
         *
         * @throws RaiException CONFIG_INVALID
         */
        public Keep {
            require("verdicts", verdicts);
            require("caps", caps);
            require("notes", notes);
            require("claims", claims);
        }

        private static void require(String key, Duration time) {
            if (!time.isZero() && time.compareTo(SHORTEST) < 0) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "returning-ai.effects.keep." + key + " is " + time.toHours()
                                + "h, but must be 2d or longer, or 0s to keep it for ever.");
            }
        }
    }

    private final OldRows rows;
    private final Clock clock;
    private final Keep keep;

    public LedgerRetention(Jdbc jdbc, Clock clock, Keep keep) {
        this.rows = new OldRows(jdbc, ROWS);
        this.clock = clock;
        this.keep = keep;
    }

    /** Forgets all that is old by now. */
    public void sweep() {
        long now = clock.millis();
        sweep("verdicts", keep.verdicts, () -> rows.verdicts(now - keep.verdicts.toMillis()));
        sweep("caps", keep.caps, () -> rows.caps(keep.caps.toMillis()));
        sweep("notes", keep.notes, () -> rows.notes(now - keep.notes.toMillis()));
        sweep("claims", keep.claims, () -> rows.claims(now - keep.claims.toMillis()));
    }

    private static void sweep(String what, Duration keep, IntSupplier some) {
        if (keep.isZero()) {
            return;
        }
        int all = 0;
        int deleted;
        do {
            deleted = some.getAsInt();
            all += deleted;
        } while (deleted == ROWS);
        if (all > 0) {
            LOG.info("Old rows beside the ledger forgotten: what={} rows={}", what, all);
        }
    }
}
