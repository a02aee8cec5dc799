package ai.returning.routes.sync.mapping;

import java.nio.charset.StandardCharsets;

/** One value on its way through a field: a slice of bytes, or null. Reused for every cell of a column. */
final class Cell {
    private static final byte[] NOTHING = new byte[0];

    byte[] bytes = NOTHING;
    int from;
    int to;
    /** True if a backslash starts an escape of the COPY form; else the bytes are the value. */
    boolean escaped;

    private boolean isNull = true;

    static Cell of(String text) {
        Cell cell = new Cell();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        cell.set(bytes, 0, bytes.length, false);
        return cell;
    }

    void set(byte[] source, int start, int end, boolean withEscapes) {
        bytes = source;
        from = start;
        to = end;
        escaped = withEscapes;
        isNull = false;
    }

    void setNull() {
        set(NOTHING, 0, 0, false);
        isNull = true;
    }

    boolean isNull() {
        return isNull;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** A quick look at the first byte; false means that the cell is not blank. Not for an empty cell. */
    boolean mayBeBlank() {
        byte first = bytes[from];
        return first <= ' ' || first == '\\';
    }

    /** True if there is nothing but space, TAB, CR and LF. */
    boolean isBlank() {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\\' && escaped && i + 1 < to) {
                b = CopyText.decode(bytes[++i]);
                if (b == '\\') {
                    return false;
                }
            }
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The value in an array of its own, without escapes. */
    byte[] value() {
        byte[] copy = new byte[to - from];
        if (escaped) {
            int end = CopyText.unescape(bytes, from, to, copy, 0);
            return java.util.Arrays.copyOf(copy, end);
        }
        System.arraycopy(bytes, from, copy, 0, copy.length);
        return copy;
    }

    /** The value as text; bytes that are not UTF-8 show as U+FFFD. */
    String text() {
        return new String(value(), StandardCharsets.UTF_8);
    }
}
