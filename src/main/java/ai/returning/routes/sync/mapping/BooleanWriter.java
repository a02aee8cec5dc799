package ai.returning.routes.sync.mapping;

import java.util.Locale;

/** Writes the word for true or false. Reads t, true and 1, f, false and 0, whatever the case. */
final class BooleanWriter implements CellWriter {
    private final byte[] whenTrue;
    private final byte[] whenFalse;

    /** Both as finished cells. */
    BooleanWriter(byte[] whenTrue, byte[] whenFalse) {
        this.whenTrue = whenTrue;
        this.whenFalse = whenFalse;
    }

    @Override
    public int write(Cell cell, Line line, int at) {
        if (cell.to - cell.from == 1) {
            switch (cell.bytes[cell.from]) {
                case 't', '1', 'T' -> {
                    return line.append(whenTrue, at);
                }
                case 'f', '0', 'F' -> {
                    return line.append(whenFalse, at);
                }
                default -> {
                    return line.refuse(Reason.BAD_BOOLEAN);
                }
            }
        }
        return switch (cell.text().strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> line.append(whenTrue, at);
            case "false", "f", "0" -> line.append(whenFalse, at);
            default -> line.refuse(Reason.BAD_BOOLEAN);
        };
    }

    @Override
    public String rule() {
        return "true, t, 1, false, f or 0";
    }
}
