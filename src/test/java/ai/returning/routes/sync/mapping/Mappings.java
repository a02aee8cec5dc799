package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mappings from text, and rows through them. */
final class Mappings {
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    static final Path COMMUNITY = Path.of("config/community-fields.yaml");

    private Mappings() {}

    /** A mapping file called {@code m.mapping.yaml}. */
    static Mapping load(String yaml) {
        return load(yaml, CsvShape.EmptyCell.NO_CHANGE);
    }

    static Mapping load(String yaml, CsvShape.EmptyCell emptyCell) {
        try {
            Path folder = Files.createTempDirectory("mapping");
            Path file = folder.resolve("m.mapping.yaml");
            try {
                Files.writeString(file, yaml);
                return Mapping.load(file, id -> operation(id, emptyCell), CommunityFields.load(COMMUNITY));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(String id, CsvShape.EmptyCell emptyCell) {
        Operation o = CONTRACT.operation(id);
        Optional<CsvShape> csv = o.csv()
                .map(c -> new CsvShape(
                        c.part(),
                        c.contentType(),
                        c.lineEnd(),
                        emptyCell,
                        c.operatorSuffix(),
                        c.operators(),
                        c.effectOperators(),
                        c.identifiers(),
                        c.maxRows(),
                        c.maxBytes()));
        return new Operation(
                o.id(),
                o.group(),
                o.summary(),
                o.method(),
                o.path(),
                o.server(),
                o.security(),
                o.envelope(),
                o.evidence(),
                o.safeToRepeat(),
                o.effect(),
                o.permission(),
                o.parameters(),
                csv,
                o.job(),
                o.paging(),
                o.offByDefault(),
                o.enabled(),
                o.schemas(),
                o.definition());
    }

    /** A mapping of {@code email} and one more field, whose lines are given without their indent. */
    static Mapping withField(String name, String... lines) {
        return load(head() + "  " + name + ":\n    " + String.join("\n    ", lines) + "\n");
    }

    static String head() {
        return """
                flow: m
                operation: bulkUpdateUsers
                identifier: email
                fields:
                  email: { from: email, type: text, check: email, nulls: refuse }
                """;
    }

    static SourceColumns columns(String... names) {
        return new SourceColumns(java.util.Arrays.stream(names)
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
    }

    /** Maps one row of texts; null stands for null. */
    static MappedRows map(Mapping mapping, SourceColumns columns, @Nullable String... cells) {
        RawRows rows = new RawRows(0, columns, 1, 16);
        add(rows, cells);
        return mapping.compile(columns).map(rows);
    }

    static void add(RawRows rows, @Nullable String... cells) {
        rows.begin();
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                rows.append((byte) '\t');
            }
            String text = cells[i];
            byte[] cell = text == null ? new byte[] {'\\', 'N'} : CopyText.escape(text);
            rows.append(cell, 0, cell.length);
        }
        rows.append((byte) '\n');
    }

    static String line(MappedRows mapped, int row) {
        int start = mapped.start(row);
        return new String(mapped.bytes(), start, mapped.end(row) - start, StandardCharsets.UTF_8);
    }

    /** The cells of a line as a CSV reader that is not ours sees them; fails unless the line is one record. */
    static List<String> cells(MappedRows mapped, int row) {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().skipEmptyLines(false).ofCsvRecord(line(mapped, row))) {
            List<CsvRecord> records = new ArrayList<>();
            reader.forEach(records::add);
            if (records.size() != 1) {
                throw new AssertionError(records.size() + " records in one line: " + records);
            }
            return records.get(0).getFields();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reason of the only row, or an empty text. */
    static String reason(MappedRows mapped) {
        MappedRows.Problem problem = mapped.problem(0);
        return problem == null ? "" : problem.reason();
    }
}
