package ai.returning.routes.flowtest;

import java.util.ArrayList;
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
    /**
     * A step of a route that a message came to.
     *
     * @param id without the prefix of the route
     * @param place where it was read, as Camel has it
     */
    record Visit(String routeId, String id, String place, int line) {}

    private final Set<Visit> reached = new LinkedHashSet<>();
    private final Set<Visit> way = new LinkedHashSet<>();

    @Override
    public @Nullable MessageHistory newMessageHistory(String routeId, NamedNode node, Exchange exchange) {
        note(routeId, node);
        return super.newMessageHistory(routeId, node, exchange);
    }

    private synchronized void note(String routeId, NamedNode node) {
        String id = String.valueOf(node.getId());
        String prefix = node.getNodePrefixId();
        Visit visit = new Visit(
                routeId,
                prefix != null && id.startsWith(prefix) ? id.substring(prefix.length()) : id,
                String.valueOf(node.getLocation()),
                node.getLineNumber());
        reached.add(visit);
        way.add(visit);
    }

    synchronized Set<Visit> reached() {
        return Set.copyOf(reached);
    }

    /** The steps in the order in which they were come to first, since the last {@link #begin}. */
    synchronized List<Visit> way() {
        return new ArrayList<>(way);
    }

    /** Forgets the way, not what was reached. */
    synchronized void begin() {
        way.clear();
    }
}
