package ai.returning.routes.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One node of a YAML file that knows where it stands. */
public final class YamlNode {
    private final String file;
    private final Node node;

    YamlNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** {@code file:line}, both as an editor shows them (lines from 1). */
    public String place() {
        return file + ":" + line();
    }

    /** The line from 1, or 0 when unknown. */
    public int line() {
        return node.getStartMark().map(Mark::getLine).map(line -> line + 1).orElse(0);
    }

    /** The column from 1, or 0 when unknown. */
    public int column() {
        return node.getStartMark()
                .map(Mark::getColumn)
                .map(column -> column + 1)
                .orElse(0);
    }

    /** Where the node begins in its text, counted in code points; -1 when unknown. */
    public int begin() {
        return node.getStartMark().map(Mark::getIndex).orElse(-1);
    }

    /** Where the node ends in its text, counted in code points; of a block, the begin of what follows it. */
    public int end() {
        return node.getEndMark().map(Mark::getIndex).orElse(-1);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** True for a list or mapping in brackets or braces. */
    public boolean isFlow() {
        return node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
    }

    /** True for {@code null}, {@code ~} and an empty plain value. */
    public boolean isNull() {
        return node instanceof ScalarNode && node.getTag().getValue().endsWith(":null");
    }

    /** The text of a scalar as written. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("a single value is expected here");
    }

    /** The items of a list. */
    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("a list is expected here");
        }
        List<YamlNode> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlNode(file, item)));
        return items;
    }

    /** The entries of a mapping in file order. */
    public Map<String, YamlNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("keys with values are expected here");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            if (entries.put(key.text(), new YamlNode(file, tuple.getValueNode())) != null) {
                throw key.wrong("'" + key.text() + "' stands twice");
            }
        }
        return entries;
    }

    /** Keys and values as nodes, in file order; a key may stand twice. */
    public List<Map.Entry<YamlNode, YamlNode>> pairs() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("keys with values are expected here");
        }
        List<Map.Entry<YamlNode, YamlNode>> pairs = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            pairs.add(Map.entry(new YamlNode(file, tuple.getKeyNode()), new YamlNode(file, tuple.getValueNode())));
        }
        return pairs;
    }

    /** The value of a key, or null. */
    public @Nullable YamlNode get(String key) {
        return entries().get(key);
    }

    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(get(key));
    }

    /** The value of a key that must be there. */
    public YamlNode require(String key) {
        YamlNode value = get(key);
        if (value == null) {
            throw wrong("'" + key + "' is missing");
        }
        return value;
    }

    /** Refuses a key outside {@code known}, with the nearest right name. */
    public void onlyKeys(Set<String> known) {
        entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrong("'" + key + "' is not known here." + Nearest.hint(key, known) + " Known: "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    /** An error that names this place. */
    public RaiException wrong(String problem) {
        return wrong(ErrorCode.YAML_INVALID, problem);
    }

    /** An error of another code that names this place. */
    public RaiException wrong(ErrorCode code, String problem) {
        return new RaiException(code, place() + " " + problem + (problem.endsWith(".") ? "" : "."));
    }

    /** Plain Java values: Map, List, String, Long, Double, Boolean or null, by the YAML core schema. */
    public @Nullable Object toJava() {
        if (isMap()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries().forEach((key, value) -> map.put(key, value.toJava()));
            return map;
        }
        if (isList()) {
            List<@Nullable Object> list = new ArrayList<>();
            items().forEach(item -> list.add(item.toJava()));
            return list;
        }
        return scalar();
    }

    private @Nullable Object scalar() {
        String tag = node.getTag().getValue();
        String kind = tag.substring(tag.lastIndexOf(':') + 1);
        return switch (kind) {
            case "null" -> null;
            case "bool" -> Boolean.valueOf(text());
            case "int" -> Long.decode(text());
            case "float" -> Double.valueOf(text());
            default -> text();
        };
    }
}
