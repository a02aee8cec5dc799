package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A mapping file, read and checked. Immutable; {@link #compile} makes the part that works on rows. */
public final class Mapping {
    private final String flow;
    private final String operation;
    private final String identifier;
    private final List<FieldSpec> fields;
    private final ColumnSets columnSets;
    private final boolean overwriteOnly;
    private final List<Example> examples;
    private final String hash;

    Mapping(
            String flow,
            String operation,
            String identifier,
            List<FieldSpec> fields,
            ColumnSets columnSets,
            boolean overwriteOnly,
            List<Example> examples,
            String hash) {
        this.flow = flow;
        this.operation = operation;
        this.identifier = identifier;
        this.fields = fields;
        this.columnSets = columnSets;
        this.overwriteOnly = overwriteOnly;
        this.examples = examples;
        this.hash = hash;
    }

    /**
     * Reads a mapping and checks it against the contract and the declared fields of the community. That its examples
     * come true is for {@link MappingExamples}.
     *
     * @throws ai.returning.routes.support.RaiException MAPPING_INVALID with {@code file:line}; YAML_INVALID if a file
     *     is not YAML
     */
    public static Mapping load(Path file, Contract contract, Path communityFields) {
        return load(file, contract::operation, CommunityFields.load(communityFields));
    }

    static Mapping load(Path file, Function<String, Operation> operations, CommunityFields community) {
        return new MappingReader(file, community).read(operations);
    }

    /** The flow the mapping belongs to. */
    public String flow() {
        return flow;
    }

    /** The operation the mapped rows are for. */
    public String operation() {
        return operation;
    }

    /** The target field that names the user. */
    public String identifier() {
        return identifier;
    }

    /** The columns of the query that the mapping reads, as it spells them. */
    public Set<String> sourceColumns() {
        Set<String> columns = new LinkedHashSet<>();
        fields.forEach(field -> field.source().columns(columns));
        return columns;
    }

    /** SHA-256 (hex) over everything that decides what a row becomes; comments and examples do not count. */
    public String hash() {
        return hash;
    }

    /** The header of the file, operator columns included. */
    public List<String> header() {
        return columnSets.all();
    }

    /** True if no operator is an effect, so that sending a row again does no harm. Any other does not load yet. */
    public boolean overwriteOnly() {
        return overwriteOnly;
    }

    /**
     * Binds the mapping to the columns of a query.
     *
     * @throws ai.returning.routes.support.RaiException SOURCE_COLUMN_MISSING with file, line and the nearest column;
     *     MAPPING_INVALID if a timestamp column has no zone and the mapping names none
     */
    public RowMapper compile(SourceColumns columns) {
        List<CompiledField> compiled =
                fields.stream().map(field -> compile(field, columns)).toList();
        int identifierAt = fields.stream().map(FieldSpec::name).toList().indexOf(identifier);
        return new CompiledMapper(columns.columns().size(), compiled, identifierAt, columnSets);
    }

    private CompiledField compile(FieldSpec field, SourceColumns columns) {
        CellSource source = CellSource.of(field.source(), name -> index(field, name, columns));
        return new CompiledField(field, source, columnSets.bit(field));
    }

    private static int index(FieldSpec field, String name, SourceColumns columns) {
        int index = columns.index(name);
        if (index < 0) {
            throw new RaiException(
                    ErrorCode.SOURCE_COLUMN_MISSING,
                    field.sourcePlace() + " field '" + field.name() + "' reads column '" + name
                            + "', which the query does not give." + Nearest.hint(name, columns.names()) + " Columns: "
                            + String.join(", ", columns.names()) + ".");
        }
        SourceColumns.Type type = columns.columns().get(index).type();
        if (field.needsOffset() && type == SourceColumns.Type.LOCAL_TIMESTAMP) {
            throw new RaiException(
                    ErrorCode.MAPPING_INVALID,
                    field.place() + " column '" + name + "' is a timestamp without a zone. Say which zone it is in: "
                            + "'source-zone' of field '" + field.name() + "'.");
        }
        return index;
    }

    /** For each target field that can be read back: its JSON pointer into what the API shows of a user. */
    public Map<String, String> readPointers() {
        Map<String, String> pointers = new LinkedHashMap<>();
        for (FieldSpec field : fields) {
            String pointer = field.target().read();
            if (pointer != null) {
                pointers.put(field.name(), pointer);
            }
        }
        return pointers;
    }

    /** True if a text, as the API names a user, is the identifier with this key hash. */
    public boolean isKeyOf(String text, long keyHigh, long keyLow) {
        boolean ignoreCase = fields.stream()
                .filter(field -> field.name().equals(identifier))
                .anyMatch(field -> field.target().ignoreCase());
        return KeyHash.matches(text, ignoreCase, keyHigh, keyLow);
    }

    /** True for a target field, false for an operator column. */
    boolean isTarget(String column) {
        return fields.stream().anyMatch(field -> field.name().equals(column));
    }

    List<Example> examples() {
        return examples;
    }
}
