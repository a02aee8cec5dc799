package ai.returning.routes.service;

import ai.returning.routes.effects.ApprovalDesk;
import ai.returning.routes.effects.Explainer;
import ai.returning.routes.effects.FlowDesk;
import ai.returning.routes.effects.LedgerDesk;
import ai.returning.routes.effects.OtherNames;
import ai.returning.routes.effects.QuarantineDesk;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.sync.store.PollCursors;
import ai.returning.routes.sync.store.QuarantineStore;
import ai.returning.routes.sync.store.SyncStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * All that commands ask about effects.
 *
 * @param rows what runs of syncs left in quarantine
 * @param polls where the polls of flows stand
 */
public record EffectDesks(
        LedgerDesk ledger,
        ApprovalDesk approvals,
        QuarantineDesk quarantine,
        FlowDesk flows,
        Explainer explainer,
        QuarantineStore rows,
        PollCursors polls) {
    /**
     * The desks over one state.
     *
     * @param node names who writes in the transitions
     * @param flows names of the flows that stand in the folder of flows
     */
    public static EffectDesks of(
            StateDatabase state, Clock clock, String node, Supplier<List<String>> flows, OtherNames names) {
        return new EffectDesks(
                new LedgerDesk(state.jdbc(), clock, node),
                new ApprovalDesk(state.jdbc(), clock, node),
                new QuarantineDesk(state.jdbc(), clock),
                new FlowDesk(state.jdbc(), clock, flows),
                new Explainer(state.jdbc(), clock, names),
                new SyncStore(state).quarantine(),
                new PollCursors(state.jdbc()));
    }
}
