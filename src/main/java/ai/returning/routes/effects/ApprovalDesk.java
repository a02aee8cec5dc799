package ai.returning.routes.effects;

import ai.returning.routes.effects.store.EffectOverview;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Effects that wait for approval, and what a person says to them. */
public final class ApprovalDesk {
    private final EffectOverview overview;
    private final LedgerDesk ledger;

    /** @param node names who writes in the transitions */
    public ApprovalDesk(Jdbc jdbc, Clock clock, String node) {
        this.overview = new EffectOverview(jdbc);
        this.ledger = new LedgerDesk(jdbc, clock, node);
    }

    /**
     * What became of one of several.
     *
     * @param id as it was given
     * @param effect as it is now; null if it failed
     * @param problem why it failed; null if it did not
     */
    public record Said(
            String id, @Nullable Effect effect, @Nullable RaiException problem) {}

    /** The oldest first; of all flows if {@code flow} is null. */
    public List<Effect> waiting(@Nullable String flow, int limit) {
        return overview.waiting(flow, limit);
    }

    /** Number and sum of those that wait, by unit. */
    public List<ControlTotal> totals(@Nullable String flow) {
        return overview.totals(flow, EffectState.PLANNED);
    }

    /**
     * Lets effects go, each on its own merits: one that somebody else approved or refused meanwhile is left as it is.
     *
     * @param who the person, and why
     */
    public List<Said> approve(List<String> ids, String who) {
        return each(ids, id -> ledger.approve(id, who));
    }

    /**
     * Closes effects; they do not happen.
     *
     * @param who the person, and why
     */
    public List<Said> refuse(List<String> ids, String who) {
        return each(ids, id -> ledger.refuse(id, who));
    }

    private static List<Said> each(List<String> ids, Function<String, Effect> move) {
        List<Said> said = new ArrayList<>();
        for (String id : ids) {
            try {
                said.add(new Said(id, move.apply(id), null));
            } catch (RaiException e) {
                if (e.code() != ErrorCode.EFFECT_CLOSED && e.code() != ErrorCode.EFFECT_UNKNOWN) {
                    throw e;
                }
                said.add(new Said(id, null, e));
            }
        }
        return said;
    }
}
