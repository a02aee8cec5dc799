package ai.returning.routes.sync.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A field bound to its column, with everything fixed made ready. Used by one thread. */
final class CompiledField {
    /** What {@link #write} returns when the field's columns are left out of the row. */
    static final int LEFT_OUT = -2;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] EMPTY_PAIR = {','};

    private final FieldSpec spec;
    private final CellSource source;
    private final CellWriter writer;
    private final int bit;
    private final boolean keepBlank;
    /** The operator cell and its comma, or nothing. */
    private final byte[] prefix;
    /** The cells of a null that is not refused or left out. */
    private final byte[] whenNull;

    private final Cell cell = new Cell();

    CompiledField(FieldSpec spec, CellSource source, int bit) {
        this.spec = spec;
        this.source = source;
        this.writer = spec.writer().get();
        this.bit = bit;
        this.keepBlank = spec.keepBlank();
        this.prefix = spec.operator() == null ? NOTHING : (spec.operator() + ",").getBytes(StandardCharsets.UTF_8);
        this.whenNull = whenNull();
    }

    private byte[] whenNull() {
        if (spec.nulls() != NullPolicy.DEFAULT) {
            return prefix.length == 0 ? NOTHING : EMPTY_PAIR;
        }
        Line line = Line.scratch();
        int end = writer.write(Cell.of(spec.defaultValue()), line, line.append(prefix, 0));
        return Arrays.copyOf(line.bytes(), end);
    }

    FieldSpec spec() {
        return spec;
    }

    /** The bit of this field in a column set. */
    int bit() {
        return bit;
    }

    /** Reads the value of a row; {@link #cell} then holds it. */
    void read(RowCells row) {
        source.read(row, cell);
    }

    Cell cell() {
        return cell;
    }

    /** Writes the cells of the value read; returns the new end, {@link Line#REFUSED} or {@link #LEFT_OUT}. */
    int write(Line line, int at) {
        Cell value = cell;
        if (value.isNull() || value.isEmpty() || !keepBlank && value.mayBeBlank() && value.isBlank()) {
            return writeNull(line, at);
        }
        return writer.write(value, line, prefix.length == 0 ? at : line.append(prefix, at));
    }

    private int writeNull(Line line, int at) {
        if (spec.nulls() == NullPolicy.REFUSE) {
            return line.refuse(Reason.MISSING_VALUE);
        }
        return bit != 0 ? LEFT_OUT : line.append(whenNull, at);
    }

    String rule() {
        return writer.rule();
    }
}
