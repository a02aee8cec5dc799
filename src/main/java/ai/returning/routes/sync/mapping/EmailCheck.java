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
        int at = -1;
        for (int i = cell.from; i < cell.to; i++) {
            byte b = in[i];
            if (b == '@' && at < 0) {
                at = i;
            } else if (b < 0 ? mayStartSpace(b) : b == '\\') {
                return acceptsText(cell);
            } else if (b >= 0 && b <= ' ' || b == '@' || b == 0x7F) {
                return false;
            }
        }
        return parts(in, cell.from, at, cell.to);
    }

    /** All white space beyond ASCII starts with one of these bytes; most letters do not. */
    private static boolean mayStartSpace(byte b) {
        int first = b & 0xFF;
        return first == 0xC2 || first >= 0xE1 && first <= 0xE3;
    }

    /** The slow way, for escapes and for text beyond ASCII. */
    private static boolean acceptsText(Cell cell) {
        boolean plain = cell.text()
                .codePoints()
                .noneMatch(c -> Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isISOControl(c));
        byte[] value = cell.value();
        int at = -1;
        for (int i = 0; i < value.length; i++) {
            if (value[i] == '@') {
                if (at >= 0) {
                    return false;
                }
                at = i;
            }
        }
        return plain && parts(value, 0, at, value.length);
    }

    private static boolean parts(byte[] in, int from, int at, int to) {
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
