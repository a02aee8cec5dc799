package ai.returning.routes.flowtest;

import ai.returning.routes.support.YamlNode;
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
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> reached = new HashSet<>();

    /** @param subject the route, or the template of the Kamelet */
    NodeCoverage(String shown, YamlNode subject) {
        this.shown = shown;
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
        reached.addAll(trace.reached());
    }

    /** Steps that no case came to. */
    List<Step> missed() {
        return steps.stream().filter(step -> !isReached(step)).toList();
    }

    private boolean isReached(Step step) {
        return step.id().isEmpty()
                ? reached.contains(":" + step.line())
                : reached.stream().anyMatch(id -> isId(id, step.id()));
    }

    /** The id alone, or behind the prefix of its route. */
    private static boolean isId(String reached, String id) {
        return reached.equals(id) || reached.endsWith("." + id) || reached.endsWith("-" + id);
    }

    /** The ids of this file among those that Camel gives, without the prefix of the route. */
    List<String> own(List<String> camelIds) {
        return camelIds.stream()
                .flatMap(camelId -> steps.stream()
                        .map(Step::id)
                        .filter(id -> !id.isEmpty() && isId(camelId, id))
                        .limit(1))
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
