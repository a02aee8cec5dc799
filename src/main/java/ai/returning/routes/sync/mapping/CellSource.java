package ai.returning.routes.sync.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** An expression bound to the columns of a query. Holds scratch state: one instance a mapper. */
interface CellSource {

    /** Puts the value of the row into the cell. */
    void read(RowCells row, Cell cell);

    /** Binds an expression; {@code index} gives the place of a column. */
    static CellSource of(Expression expression, ToIntFunction<String> index) {
        if (expression instanceof Expression.Column column) {
            int place = index.applyAsInt(column.name());
            return (row, cell) -> row.read(place, cell);
        }
        return plain(expression, index);
    }

    /** A source whose cells hold no escapes. */
    private static CellSource plain(Expression expression, ToIntFunction<String> index) {
        if (expression instanceof Expression.Column column) {
            return new PlainColumn(index.applyAsInt(column.name()));
        }
        if (expression instanceof Expression.Literal literal) {
            byte[] bytes = literal.text().getBytes(StandardCharsets.UTF_8);
            return (row, cell) -> cell.set(bytes, 0, bytes.length, false);
        }
        Expression.Call call = (Expression.Call) expression;
        CellSource[] arguments = call.arguments().stream()
                .map(argument -> plain(argument, index))
                .toArray(CellSource[]::new);
        return switch (call.function()) {
            case TRIM -> new Trim(arguments[0]);
            case LOWER -> new Fold(arguments[0], true);
            case UPPER -> new Fold(arguments[0], false);
            case CONCAT -> new Concat(arguments);
            case COALESCE -> new Coalesce(arguments);
        };
    }

    /** A column without its escapes; copies only if there are some. */
    final class PlainColumn implements CellSource {
        private final int column;
        private byte[] scratch = new byte[64];

        PlainColumn(int column) {
            this.column = column;
        }

        @Override
        public void read(RowCells row, Cell cell) {
            row.read(column, cell);
            if (cell.isNull()) {
                return;
            }
            for (int i = cell.from; i < cell.to; i++) {
                if (cell.bytes[i] == '\\') {
                    unescape(cell);
                    return;
                }
            }
            cell.escaped = false;
        }

        private void unescape(Cell cell) {
            scratch = grown(scratch, cell.to - cell.from);
            int end = CopyText.unescape(cell.bytes, cell.from, cell.to, scratch, 0);
            cell.set(scratch, 0, end, false);
        }
    }

    /** Narrows the slice. */
    record Trim(CellSource argument) implements CellSource {
        @Override
        public void read(RowCells row, Cell cell) {
            argument.read(row, cell);
            while (cell.from < cell.to && isSpace(cell.bytes[cell.from])) {
                cell.from++;
            }
            while (cell.from < cell.to && isSpace(cell.bytes[cell.to - 1])) {
                cell.to--;
            }
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || b == '\t' || b == '\n' || b == '\r';
        }
    }

    /** Lower or upper case by {@link Locale#ROOT}; bytes that are not UTF-8 pass, so that the check sees them. */
    final class Fold implements CellSource {
        private final CellSource argument;
        private final boolean lower;
        private byte[] scratch = new byte[64];

        Fold(CellSource argument, boolean lower) {
            this.argument = argument;
            this.lower = lower;
        }

        @Override
        public void read(RowCells row, Cell cell) {
            argument.read(row, cell);
            if (cell.isNull()) {
                return;
            }
            int size = cell.to - cell.from;
            scratch = grown(scratch, size);
            for (int i = 0; i < size; i++) {
                byte b = cell.bytes[cell.from + i];
                if (b < 0) {
                    beyondAscii(cell);
                    return;
                }
                scratch[i] = fold(b);
            }
            cell.set(scratch, 0, size, false);
        }

        private byte fold(byte b) {
            if (lower) {
                return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
            }
            return b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
        }

        private void beyondAscii(Cell cell) {
            if (Utf8.valid(cell.bytes, cell.from, cell.to)) {
                String text = cell.text();
                String folded = lower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
                byte[] bytes = folded.getBytes(StandardCharsets.UTF_8);
                cell.set(bytes, 0, bytes.length, false);
            }
        }
    }

    /** All arguments in a row. */
    final class Concat implements CellSource {
        private final CellSource[] arguments;
        private byte[] scratch = new byte[128];

        Concat(CellSource[] arguments) {
            this.arguments = arguments;
        }

        @Override
        public void read(RowCells row, Cell cell) {
            int size = 0;
            boolean found = false;
            for (CellSource argument : arguments) {
                argument.read(row, cell);
                if (!cell.isNull()) {
                    int more = cell.to - cell.from;
                    scratch = grown(scratch, size + more);
                    System.arraycopy(cell.bytes, cell.from, scratch, size, more);
                    size += more;
                    found = true;
                }
            }
            if (found) {
                cell.set(scratch, 0, size, false);
            } else {
                cell.setNull();
            }
        }
    }

    /** The first argument that is neither null nor blank. */
    record Coalesce(CellSource[] arguments) implements CellSource {
        @Override
        public void read(RowCells row, Cell cell) {
            for (CellSource argument : arguments) {
                argument.read(row, cell);
                if (!cell.isNull() && !cell.isBlank()) {
                    return;
                }
            }
            cell.setNull();
        }
    }

    private static byte[] grown(byte[] scratch, int size) {
        return scratch.length >= size ? scratch : Arrays.copyOf(scratch, Math.max(size, scratch.length * 2));
    }
}
