package ai.returning.routes.sync.mapping;

import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs the examples of a mapping file as tests. */
public final class MappingExamples {
    private final Mapping mapping;
    private final SourceColumns columns;

    private MappingExamples(Mapping mapping) {
        this.mapping = mapping;
        this.columns = new SourceColumns(mapping.sourceColumns().stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
    }

    /**
     * Runs all examples.
     *
     * @return for each that fails one sentence that starts with {@code file:line}; empty if all come true
     */
    public static List<String> failures(Mapping mapping) {
        MappingExamples examples = new MappingExamples(mapping);
        List<String> failures = new ArrayList<>();
        for (Example example : mapping.examples()) {
            String problem = examples.run(example);
            if (!problem.isEmpty()) {
                failures.add(example.place() + " example '" + example.name() + "' " + problem + ".");
            }
        }
        return failures;
    }

    /** How many examples the file has. */
    public static int count(Mapping mapping) {
        return mapping.examples().size();
    }

    private String run(Example example) {
        MappedRows mapped = mapping.compile(columns).map(rows(example));
        MappedRows.Problem problem = mapped.problem(0);
        if (example.refused() != null) {
            return refused(example.refused(), problem, mapped);
        }
        if (problem != null) {
            return "is refused as " + problem.reason() + ": " + problem.sentence();
        }
        Map<String, String> given = cells(mapped);
        Map<String, String> expected = new TreeMap<>(example.gives());
        return given.equals(expected) ? "" : "gives " + given + " instead of " + expected;
    }

    private String refused(String reason, MappedRows.@Nullable Problem problem, MappedRows mapped) {
        if (problem == null) {
            return "gives " + cells(mapped) + " and is not refused as " + reason;
        }
        return problem.reason().equals(reason) ? "" : "is refused as " + problem.reason() + " instead of " + reason;
    }

    private RawRows rows(Example example) {
        RawRows rows = new RawRows(0, columns, 1, 256);
        rows.begin();
        boolean first = true;
        for (String column : columns.names()) {
            if (!first) {
                rows.append((byte) '\t');
            }
            first = false;
            String value = example.row().get(column);
            byte[] cell = value == null ? new byte[] {'\\', 'N'} : CopyText.escape(value);
            rows.append(cell, 0, cell.length);
        }
        rows.append((byte) '\n');
        return rows;
    }

    /** Every cell that is not empty by target field. */
    private Map<String, String> cells(MappedRows mapped) {
        String line =
                new String(mapped.bytes(), mapped.start(0), mapped.end(0) - mapped.start(0), StandardCharsets.UTF_8);
        List<String> header = mapped.header(mapped.columnSet(0));
        Map<String, String> cells = new TreeMap<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(line)) {
            CsvRecord record = reader.iterator().next();
            for (int i = 0; i < header.size(); i++) {
                if (!record.getField(i).isEmpty() && mapping.isTarget(header.get(i))) {
                    cells.put(header.get(i), record.getField(i));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
        return cells;
    }
}
