package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds everything that is wrong in a mapping at once, where {@link Mapping#load} stops at the first. */
public final class MappingProblems {
    private final MappingReader reader;
    private final CommunityFields community;
    private final List<RaiException> found = new ArrayList<>();

    private MappingProblems(Path file, CommunityFields community) {
        this.reader = new MappingReader(file, community);
        this.community = community;
    }

    /**
     * Checks what a mapping means. Its structure is not looked at: parts that do not fit {@link MappingShape} are
     * reported too, but maybe not all of them.
     *
     * @return one error a mistake, each with {@code file:line}
     */
    public static List<RaiException> of(
            Path file, YamlNode node, Function<String, Operation> operations, CommunityFields community) {
        MappingProblems problems = new MappingProblems(file, community);
        problems.attempt(() -> Entries.of(node, "a mapping file")).ifPresent(root -> problems.check(root, operations));
        return problems.found;
    }

    /** The columns an expression reads; empty if it cannot be read. */
    public static Set<String> columns(String expression) {
        Set<String> columns = new LinkedHashSet<>();
        try {
            ExpressionParser.parse(expression).columns(columns);
        } catch (IllegalArgumentException e) {
            // What is wrong with it is reported with its field.
            return Set.of();
        }
        return columns;
    }

    private void check(Entries root, Function<String, Operation> operations) {
        attempt(() -> reader.flow(root));
        Optional<Operation> operation = attempt(() -> MappingReader.operation(root, operations));
        Optional<CsvShape> csv = operation.flatMap(known -> attempt(() -> MappingReader.csv(root, known)));
        if (csv.isPresent()) {
            Optional<String> identifier = attempt(() -> MappingReader.identifier(root, csv.get()));
            List<FieldSpec> fields = fields(
                    root, new FieldReader(community, csv.get(), operation.get().id(), identifier.orElse("")));
            identifier.ifPresent(name -> whole(root, csv.get(), name, fields));
            examples(root, fields);
        }
    }

    private List<FieldSpec> fields(Entries root, FieldReader reader) {
        List<FieldSpec> fields = new ArrayList<>();
        attempt(() -> Entries.of(root.require("fields"), "'fields'"))
                .ifPresent(entries -> entries.forEach((name, value) ->
                        attempt(() -> reader.read(entries, name)).ifPresent(fields::add)));
        return fields;
    }

    private void whole(Entries root, CsvShape csv, String identifier, List<FieldSpec> fields) {
        if (!Entries.of(root.require("fields"), "'fields'").has(identifier)) {
            found.add(root.wrong("identifier", "the identifier '" + identifier + "' has no entry under 'fields'"));
        }
        attempt(() -> {
            MappingReader.onlyOneIdentifier(root, csv, identifier, fields);
            return identifier;
        });
        attempt(() -> MappingReader.columns(root, csv, fields));
    }

    /** Only where all fields were read: else an example may use one that was not. */
    private void examples(Entries root, List<FieldSpec> fields) {
        if (found.isEmpty() && root.has("examples") && root.require("examples").isList()) {
            ExampleReader examples = new ExampleReader(fields, MappingReader.columns(fields));
            root.require("examples").items().forEach(node -> attempt(() -> examples.example(node)));
        }
    }

    private <T> Optional<T> attempt(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (RaiException e) {
            found.add(e);
            return Optional.empty();
        }
    }
}
