package ai.returning.routes.flowtest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.NamedNode;
import org.apache.camel.impl.engine.DefaultMessageHistoryFactory;
import org.jspecify.annotations.Nullable;

/**
 * Notes which steps messages came to. Camel tells the history of messages node by node, which leaves the route as it
 * is; a route whose steps are wrapped would no longer be the one under test.
 */
final class NodeTrace extends DefaultMessageHistoryFactory {
    private final Set<String> reached = new LinkedHashSet<>();
    private final Set<String> way = new LinkedHashSet<>();

    @Override
    public @Nullable MessageHistory newMessageHistory(String routeId, NamedNode node, Exchange exchange) {
        note(node);
        return super.newMessageHistory(routeId, node, exchange);
    }

    private synchronized void note(NamedNode node) {
        String id = String.valueOf(node.getId());
        reached.add(id);
        way.add(id);
        reached.add(":" + node.getLineNumber());
    }

    /** Node ids with their prefix, and lines after a colon. */
    synchronized Set<String> reached() {
        return Set.copyOf(reached);
    }

    /** The ids in the order in which they were come to first, since the last {@link #begin}. */
    synchronized List<String> way() {
        return List.copyOf(way);
    }

    /** Forgets the way, not what was reached. */
    synchronized void begin() {
        way.clear();
    }
}
