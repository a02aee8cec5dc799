package ai.returning.routes.sync.mapping;

import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.source.RawRows;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Maps rows byte by byte: finds the cells once, then writes each field straight into the buffer of the batch. */
final class CompiledMapper implements RowMapper {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();
    private static final int MAX_COLUMN_SETS = 8;
    /** Spreads a column set over 64 bits: the 64-bit golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Room for batches that grow a little more than those before. */
    private static final double MARGIN = 1.02;

    private final int columns;
    private final CompiledField[] fields;
    private final CompiledField identifier;
    private final KeyHash key;
    private final RowCells cells;
    private final ColumnSets columnSets;
    private final HashValue128 header;
    private final Set<Integer> seenSets = new HashSet<>(Set.of(0));
    /** Bytes of output for a byte of input, as far as seen; sizes the buffer of the next batch. */
    private double growth = 1.3;

    CompiledMapper(int columns, List<CompiledField> fields, int identifierAt, ColumnSets columnSets) {
        this.columns = columns;
        this.fields = fields.toArray(new CompiledField[0]);
        this.identifier = fields.get(identifierAt);
        this.key = new KeyHash(identifier.spec().target().ignoreCase());
        this.cells = new RowCells(columns);
        this.columnSets = columnSets;
        this.header =
                XXH3.hashBytesTo128Bits(String.join("\n", columnSets.all()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public MappedRows map(RawRows rows) {
        int expected = (int) (rows.length() * growth) + 256;
        MappedRows mapped = new MappedRows(rows.count(), expected, columnSets.all(), columnSets::header);
        Line line = new Line(mapped);
        for (int row = 0; row < rows.count(); row++) {
            map(rows, row, mapped, line);
        }
        growth = Math.max(growth, MARGIN * mapped.length() / Math.max(1, rows.length()));
        return mapped;
    }

    private void map(RawRows rows, int row, MappedRows mapped, Line line) {
        int start = mapped.length();
        int found = cells.index(rows.bytes(), rows.start(row), rows.end(row));
        if (found != columns) {
            mapped.reject(row, Problems.wrongCellCount(found, columns));
            mapped.add(start, 0, 0, 0, 0);
            return;
        }
        identifier.read(cells);
        key.take(identifier.cell());
        if (identifier.cell().isNull() || identifier.cell().isBlank()) {
            refuse(mapped, row, identifier, Reason.NULL_IDENTIFIER);
            return;
        }
        fields(mapped, row, line, start);
    }

    private void fields(MappedRows mapped, int row, Line line, int start) {
        int at = start;
        int leftOut = 0;
        boolean first = true;
        for (CompiledField field : fields) {
            field.read(cells);
            int cellAt = at;
            if (!first) { // not by what is written: the first cell may be empty
                line.room(at, 1)[at] = ',';
                cellAt++;
            }
            int end = field.write(line, cellAt);
            if (end == Line.REFUSED) {
                refuse(mapped, row, field, line.reason());
                return;
            }
            if (end == CompiledField.LEFT_OUT) {
                leftOut |= field.bit();
            } else {
                at = end;
                first = false;
            }
        }
        finish(mapped, row, line, at, leftOut);
    }

    private void finish(MappedRows mapped, int row, Line line, int end, int leftOut) {
        if (leftOut != 0 && seenSets.add(leftOut) && seenSets.size() > MAX_COLUMN_SETS) {
            seenSets.remove(leftOut);
            refuse(mapped, row, identifier, Reason.TOO_MANY_COLUMN_SETS);
            return;
        }
        int start = mapped.length();
        HashValue128 print = XXH3.hashBytesTo128Bits(line.bytes(), start, end - start);
        // The same cells under another header are another content, in this run as in the next.
        long high = print.getMostSignificantBits() ^ header.getMostSignificantBits() ^ leftOut * SPREAD;
        mapped.nextColumnSet(leftOut);
        mapped.add(
                end, key.high(), key.low(), high, print.getLeastSignificantBits() ^ header.getLeastSignificantBits());
    }

    private void refuse(MappedRows mapped, int row, CompiledField field, Reason reason) {
        boolean hasKey = (key.high() | key.low()) != 0;
        String masked = hasKey ? Redaction.person(identifier.cell().text().strip()) : "";
        mapped.reject(row, Problems.of(field, reason, masked));
        mapped.add(mapped.length(), key.high(), key.low(), 0, 0);
    }
}
