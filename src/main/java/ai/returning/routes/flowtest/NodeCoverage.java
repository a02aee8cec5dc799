package ai.returning.routes.flowtest;

import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which steps of a file its cases came to. */
final class NodeCoverage {
    /** A step as the file has it; the id is empty where it has none. */
    record Step(String kind, String id, int line) {
        @Override
        public String toString() {
            return (id.isEmpty() ? kind : id) + " (line " + line + ")";
        }
    }

    private final String shown;
    private final String fileName;
    private final String routeId;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Step> reached = new HashSet<>();

    /**
     * @param file of the route or Kamelet
     * @param shown the file as messages show it
     * @param routeId of the route, or of the one that is made from the template
     * @param subject the route, or the template of the Kamelet
     */
    NodeCoverage(Path file, String shown, String routeId, YamlNode subject) {
        this.fileName = "/" + file.getFileName();
        this.shown = shown;
        this.routeId = routeId;
        collect(subject);
    }

    /** Every item of every list of steps, however deep. */
    private void collect(YamlNode node) {
        if (node.isList()) {
            node.items().forEach(this::collect);
        } else if (node.isMap()) {
            for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
                if (pair.getKey().isScalar()
                        && pair.getKey().text().equals("steps")
                        && pair.getValue().isList()) {
                    pair.getValue().items().forEach(this::step);
                }
                collect(pair.getValue());
            }
        }
    }

    private void step(YamlNode item) {
        if (item.isMap() && !item.pairs().isEmpty()) {
            Map.Entry<YamlNode, YamlNode> pair = item.pairs().get(0);
            Optional<YamlNode> id = pair.getValue().isMap() ? pair.getValue().find("id") : Optional.empty();
            steps.add(new Step(
                    pair.getKey().text(),
                    id.filter(YamlNode::isScalar).map(YamlNode::text).orElse(""),
                    pair.getKey().line()));
        }
    }

    void add(NodeTrace trace) {
        trace.reached().forEach(visit -> own(visit).ifPresent(reached::add));
    }

    /** True if a case came to any step: without one, no case even began. */
    boolean begun() {
        return !reached.isEmpty();
    }

    /** Steps that no case came to. */
    List<Step> missed() {
        return steps.stream().filter(step -> !reached.contains(step)).toList();
    }

    /** The step of this route that was visited; steps of neighbours and of what routes share may have the same id. */
    private Optional<Step> own(NodeTrace.Visit visit) {
        if (!visit.routeId().equals(routeId) || !("/" + visit.place()).endsWith(fileName)) {
            return Optional.empty();
        }
        return steps.stream()
                .filter(step -> step.id().isEmpty()
                        ? step.line() == visit.line()
                        : step.id().equals(visit.id()))
                .findFirst();
    }

    /** The ids of this file's steps on a way, each once. */
    List<String> own(List<NodeTrace.Visit> way) {
        return way.stream()
                .flatMap(visit -> own(visit).stream())
                .map(Step::id)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    /** A step with its place. */
    String describe(String id) {
        return steps.stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .map(step -> "'" + id + "' (" + shown + ":" + step.line() + ")")
                .orElse("'" + id + "'");
    }

    int steps() {
        return steps.size();
    }
}
