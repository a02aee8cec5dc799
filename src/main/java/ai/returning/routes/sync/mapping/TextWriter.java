package ai.returning.routes.sync.mapping;

/**
 * Copies a text byte by byte: undoes the escapes of the source, checks UTF-8, refuses control characters other than
 * TAB, CR and LF, and quotes the cell (RFC 4180) only where it must. Nothing else is altered.
 */
final class TextWriter implements CellWriter {
    private static final byte PLAIN = 0;
    private static final byte QUOTING = 1;
    private static final byte BACKSLASH = 2;
    private static final byte CONTROL = 3;
    private static final byte BEYOND_ASCII = 4;
    private static final byte[] KIND = kinds();

    private final TextRules rules;
    private int points;

    TextWriter(TextRules rules) {
        this.rules = rules;
    }

    private static byte[] kinds() {
        byte[] kind = new byte[256];
        for (int b = 0; b < 256; b++) {
            boolean control = b < 0x20 && b != '\t' || b == 0x7F;
            kind[b] = b >= 0x80 ? BEYOND_ASCII : control ? CONTROL : PLAIN;
        }
        kind['\n'] = QUOTING;
        kind['\r'] = QUOTING;
        kind[','] = QUOTING;
        kind['"'] = QUOTING;
        kind['\\'] = BACKSLASH;
        return kind;
    }

    @Override
    public int write(Cell cell, Line line, int start) {
        byte[] in = cell.bytes;
        int to = cell.to;
        byte[] out = line.room(start, 2 * (to - cell.from) + 2);
        int i = cell.from;
        int at = start;
        while (i < to && KIND[in[i] & 0xFF] == PLAIN) {
            out[at++] = in[i++];
        }
        points = i - cell.from;
        if (i < to) {
            at = rest(cell, line, i, start, at);
        }
        return at < 0 ? at : rules.check(cell, points, line, start, at);
    }

    /** Goes on from the first byte that is not plain ASCII. */
    private int rest(Cell cell, Line line, int from, int start, int end) {
        byte[] in = cell.bytes;
        byte[] out = line.bytes();
        int to = cell.to;
        int i = from;
        int at = end;
        boolean quoted = false;
        while (i < to) {
            byte b = in[i];
            int kind = KIND[b & 0xFF];
            int size = 1;
            if (kind == BACKSLASH && cell.escaped && i + 1 < to) {
                b = CopyText.decode(in[i + 1]);
                // A byte beyond ASCII never follows a backslash in the COPY form.
                kind = b < 0 ? CONTROL : b == '\\' ? PLAIN : KIND[b];
                size = 2;
            } else if (kind == BEYOND_ASCII) {
                size = Utf8.sequence(in, i, to);
                if (size <= 0) {
                    return line.refuse(size == 0 ? Reason.INVALID_UTF8 : Reason.CONTROL_CHARACTER);
                }
                at = copy(in, i, size - 1, out, at);
                b = in[i + size - 1];
            }
            if (kind == CONTROL) {
                return line.refuse(b < 0 ? Reason.INVALID_UTF8 : Reason.CONTROL_CHARACTER);
            }
            if (kind == QUOTING) {
                at = quoted ? at : openQuote(out, start, at);
                quoted = true;
                if (b == '"') {
                    out[at++] = '"';
                }
            }
            out[at++] = b;
            i += size;
            points++;
        }
        if (quoted) {
            out[at++] = '"';
        }
        return at;
    }

    private static int copy(byte[] in, int from, int size, byte[] out, int start) {
        int at = start;
        for (int i = from; i < from + size; i++) {
            out[at++] = in[i];
        }
        return at;
    }

    /** Moves what is written by one and puts the quote before it. */
    private static int openQuote(byte[] out, int start, int end) {
        System.arraycopy(out, start, out, start + 1, end - start);
        out[start] = '"';
        return end + 1;
    }

    @Override
    public String rule() {
        return rules.rule();
    }
}
