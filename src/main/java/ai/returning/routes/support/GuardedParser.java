package ai.returning.routes.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Stops at a document that is small as a file and huge as a tree: too many levels overflow the stack, aliases of
 * aliases multiply, and an alias in its own anchor has no end.
 */
final class GuardedParser implements Parser {
    private static final int MAX_DEPTH = 200;
    private static final long MAX_NODES = 1_000_000;
    /** What aliases may stand for; a file written by hand does not come near. */
    private static final long MAX_REPEATED = 10_000;

    private final Parser parser;
    /** Anchors of the collections that are open, outermost last; an unnamed one holds its place. */
    private final Deque<Open> open = new ArrayDeque<>();

    private final Map<Anchor, Long> sizes = new HashMap<>();
    private long nodes;
    private long repeated;

    /** A collection whose end was not read; {@code before} is the number of nodes above it. */
    private record Open(@Nullable Anchor anchor, long before) {}

    GuardedParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case Scalar -> {
                nodes++;
                anchor(event).ifPresent(anchor -> sizes.put(anchor, 1L));
            }
            case SequenceStart, MappingStart -> begin(event);
            case SequenceEnd, MappingEnd -> end();
            case Alias -> alias((AliasEvent) event);
            default -> {
                // marks of stream and document
            }
        }
        if (nodes > MAX_NODES) {
            throw refused("there are more than " + MAX_NODES + " values", event);
        }
        return event;
    }

    private void begin(Event event) {
        if (open.size() >= MAX_DEPTH) {
            throw refused("there are more than " + MAX_DEPTH + " levels", event);
        }
        open.push(new Open(anchor(event).orElse(null), nodes));
        nodes++;
    }

    private void end() {
        Open ended = open.pop();
        if (ended.anchor() != null) {
            sizes.put(ended.anchor(), nodes - ended.before());
        }
    }

    private void alias(AliasEvent event) {
        Anchor anchor = event.getAlias();
        if (open.stream().anyMatch(collection -> anchor.equals(collection.anchor()))) {
            throw refused("the alias *" + anchor.getValue() + " stands in what it repeats", event);
        }
        long size = sizes.getOrDefault(anchor, 1L);
        nodes += size;
        repeated += size;
        if (repeated > MAX_REPEATED) {
            throw refused("the aliases stand for more than " + MAX_REPEATED + " values", event);
        }
    }

    private static Optional<Anchor> anchor(Event event) {
        return event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
    }

    private static ParserException refused(String problem, Event event) {
        return new ParserException(problem, event.getStartMark());
    }
}
