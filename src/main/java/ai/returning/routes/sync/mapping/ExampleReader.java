package ai.returning.routes.sync.mapping;

import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the examples of a mapping file; that they come true is checked by {@link MappingExamples}. */
final class ExampleReader {
    private final List<String> targets;
    private final Collection<String> columns;

    ExampleReader(List<FieldSpec> fields, Collection<String> columns) {
        this.targets = fields.stream().map(FieldSpec::name).toList();
        this.columns = columns;
    }

    List<Example> read(Entries root) {
        List<Example> examples = new ArrayList<>();
        if (root.has("examples")) {
            root.require("examples").items().forEach(node -> examples.add(example(node)));
        }
        return List.copyOf(examples);
    }

    Example example(YamlNode node) {
        Entries example = Entries.of(node, "an example");
        String name = example.text("name");
        Map<String, String> row = values(example.require("row"), "'row'", columns);
        if (example.has("refused")) {
            return new Example(name, node.place(), row, Map.of(), example.text("refused"));
        }
        return new Example(name, node.place(), row, values(example.require("gives"), "'gives'", targets), null);
    }

    private static Map<String, String> values(YamlNode node, String what, Collection<String> known) {
        Entries entries = Entries.of(node, what, known);
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (!value.isNull()) {
                values.put(key, entries.text(key));
            }
        });
        return values;
    }
}
