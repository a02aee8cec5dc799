package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Reads a mapping file from top to bottom. */
final class MappingReader {
    private static final int MAX_FIELDS = 200;

    private final Path file;
    private final CommunityFields community;

    MappingReader(Path file, CommunityFields community) {
        this.file = file;
        this.community = community;
    }

    Mapping read(Function<String, Operation> operations) {
        YamlNode node = Yaml.read(file);
        MappingShape.shape().demand(node, ErrorCode.MAPPING_INVALID);
        Entries root = Entries.of(node, "a mapping file");
        String flow = flow(root);
        Operation operation = operation(root, operations);
        CsvShape csv = csv(root, operation);
        String identifier = identifier(root, csv);
        List<FieldSpec> fields = fields(root, new FieldReader(community, csv, operation.id(), identifier));
        if (fields.stream().noneMatch(field -> field.name().equals(identifier))) {
            throw root.wrong("identifier", "the identifier '" + identifier + "' has no entry under 'fields'");
        }
        onlyOneIdentifier(root, csv, identifier, fields);
        ColumnSets columns = columns(root, csv, fields);
        List<Example> examples = new ExampleReader(fields, columns(fields)).read(root);
        boolean overwriteOnly = fields.stream()
                .map(FieldSpec::operator)
                .filter(Objects::nonNull)
                .noneMatch(csv.effectOperators()::contains);
        return new Mapping(
                flow,
                operation.id(),
                identifier,
                fields,
                columns,
                overwriteOnly,
                examples,
                MappingHash.of(node, csv, fields));
    }

    String flow(Entries root) {
        String flow = root.text("flow");
        String expected = flow + ".mapping.yaml";
        if (!file.endsWith(expected)) {
            throw root.wrong("flow", "flow '" + flow + "' must stand in a file called " + expected);
        }
        return flow;
    }

    static Operation operation(Entries root, Function<String, Operation> operations) {
        String id = root.text("operation");
        try {
            return operations.apply(id);
        } catch (RaiException e) {
            throw root.wrong("operation", "operation '" + id + "' is not in the contract (" + e.getMessage() + ")");
        }
    }

    static CsvShape csv(Entries root, Operation operation) {
        CsvShape csv = operation
                .csv()
                .orElseThrow(
                        () -> root.wrong(
                                "operation",
                                "operation " + operation.id()
                                        + " takes no file: the contract has no x-rai-csv for it. A mapping needs a bulk operation"));
        if (operation.effect() == EffectMark.ALWAYS) {
            throw root.wrong(
                    "operation",
                    "every row of " + operation.id()
                            + " is an effect (x-rai-effect: always). A sync sends rows again; effects go through the ledger");
        }
        return csv;
    }

    static String identifier(Entries root, CsvShape csv) {
        return root.word("identifier", csv.identifiers());
    }

    private List<FieldSpec> fields(Entries root, FieldReader reader) {
        Entries entries = Entries.of(root.require("fields"), "'fields'");
        List<FieldSpec> fields = new ArrayList<>();
        entries.forEach((name, value) -> fields.add(reader.read(entries, name)));
        if (fields.size() > MAX_FIELDS) {
            throw root.wrong("fields", fields.size() + " fields are more than the limit of " + MAX_FIELDS);
        }
        return List.copyOf(fields);
    }

    /** The first column of the contract's list that a file has names the user, so no earlier one may be mapped. */
    static void onlyOneIdentifier(Entries root, CsvShape csv, String identifier, List<FieldSpec> fields) {
        Set<String> before =
                new HashSet<>(csv.identifiers().subList(0, csv.identifiers().indexOf(identifier)));
        fields.stream()
                .filter(field -> before.contains(field.name()))
                .findFirst()
                .ifPresent(field -> {
                    throw root.wrong(
                            "identifier",
                            "with '" + field.name() + "' in the file the API takes that as identifier, not '"
                                    + identifier + "' (x-rai-csv.identifiers: " + String.join(", ", csv.identifiers())
                                    + ")");
                });
    }

    static ColumnSets columns(Entries root, CsvShape csv, List<FieldSpec> fields) {
        boolean splits = csv.emptyCell() == CsvShape.EmptyCell.CLEARS;
        ColumnSets columns = new ColumnSets(fields, csv.operatorSuffix(), splits);
        Set<String> seen = new HashSet<>();
        for (String column : columns.all()) {
            if (!seen.add(column)) {
                throw root.wrong(
                        "fields",
                        "the file would have two columns called '" + column
                                + "': a field must not end like the operator column of another");
            }
        }
        if (columns.leavable() > ColumnSets.MAX_LEAVABLE) {
            throw root.wrong(
                    "fields",
                    columns.leavable() + " fields have 'nulls: leave', the limit is " + ColumnSets.MAX_LEAVABLE
                            + " where an empty cell clears a field (x-rai-csv.empty-cell: clears)");
        }
        return columns;
    }

    static Set<String> columns(List<FieldSpec> fields) {
        Set<String> columns = new LinkedHashSet<>();
        fields.forEach(field -> field.source().columns(columns));
        return columns;
    }
}
