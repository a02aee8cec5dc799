package ai.returning.routes.component.sync;

import ai.returning.routes.sync.poll.PollPlan;
import ai.returning.routes.sync.poll.PollSources;
import ai.returning.routes.sync.poll.Poller;
import ai.returning.routes.sync.store.PollCursors;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;

/**
 * What the step {@code poll} works with.
 *
 * @param flows the folder of the flows
 * @param stopped whether a person has stopped a flow
 * @param clock of the state database
 * @param owner names this process
 * @param polls where started polls are known
 */
public record Polling(
        Path flows,
        PollSources sources,
        PollCursors cursors,
        Predicate<String> stopped,
        Clock clock,
        String owner,
        Polls polls) {

    Poller poller(PollPlan plan) {
        return new Poller(plan, sources, cursors, stopped, clock, owner);
    }
}
