package ai.returning.routes.sync.mapping;

/**
 * A pragmatic check of an e-mail address: one {@code @} between two parts that are not empty, no white space or
 * control character, no dot at an end of the domain or two in a row within it, at most 254 bytes. Letters of any
 * script may stand on both sides.
 */
final class EmailCheck {
    private static final int MAX_BYTES = 254;

    private EmailCheck() {}

    static boolean accepts(Cell cell) {
        byte[] in = cell.bytes;
        for (int i = cell.from; i < cell.to; i++) {
            if (in[i] < 0 || in[i] == '\\') {
                return acceptsText(cell);
            }
        }
        return parts(in, cell.from, cell.to);
    }

    private static boolean acceptsText(Cell cell) {
        byte[] value = cell.value();
        boolean plain = cell.text()
                .codePoints()
                .noneMatch(c -> Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isISOControl(c));
        return plain && parts(value, 0, value.length);
    }

    /** Bytes beyond ASCII count as letters. */
    private static boolean parts(byte[] in, int from, int to) {
        int at = -1;
        for (int i = from; i < to; i++) {
            byte b = in[i];
            if (b >= 0 && b <= ' ' || b == 0x7F) {
                return false;
            }
            if (b == '@') {
                if (at >= 0) {
                    return false;
                }
                at = i;
            }
        }
        return to - from <= MAX_BYTES && at > from && at < to - 1 && domain(in, at + 1, to);
    }

    private static boolean domain(byte[] in, int from, int to) {
        boolean dotBefore = true;
        for (int i = from; i < to; i++) {
            boolean dot = in[i] == '.';
            if (dot && dotBefore) {
                return false;
            }
            dotBefore = dot;
        }
        return !dotBefore;
    }
}
