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
    private int rest(Cell cell, Line line, int next, int start, int end) {
        byte[] in = cell.bytes;
        byte[] out = line.bytes();
        int to = cell.to;
        int i = next;
        int at = end;
        boolean quoted = false;
        while (i < to) {
            byte b = in[i];
            int kind = KIND[b & 0xFF];
            if (kind == BEYOND_ASCII) {
                int size = Utf8.sequence(in, i, to);
                if (size <= 0) {
                    return line.refuse(size == 0 ? Reason.INVALID_UTF8 : Reason.CONTROL_CHARACTER);
                }
                for (int end2 = i + size; i < end2; i++) {
                    out[at++] = in[i];
                }
                points++;
                continue;
            }
            i++;
            if (kind == BACKSLASH && cell.escaped && i < to) {
                b = CopyText.decode(in[i++]);
                if (b < 0) {
                    return line.refuse(Reason.INVALID_UTF8);
                }
                kind = KIND[b];
            }
            if (kind == CONTROL) {
                return line.refuse(Reason.CONTROL_CHARACTER);
            }
            if (kind == QUOTING) {
                if (!quoted) {
                    System.arraycopy(out, start, out, start + 1, at - start);
                    out[start] = '"';
                    at++;
                    quoted = true;
                }
                if (b == '"') {
                    out[at++] = '"';
                }
            }
            out[at++] = b;
            points++;
        }
        if (quoted) {
            out[at++] = '"';
        }
        return at;
    }

    @Override
    public String rule() {
        return rules.rule();
    }
}
