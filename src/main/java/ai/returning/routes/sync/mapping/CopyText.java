package ai.returning.routes.sync.mapping;

import java.nio.charset.StandardCharsets;

/** The escapes of PostgreSQL's COPY text form. */
final class CopyText {
    private CopyText() {}

    /** What a backslash followed by {@code b} stands for; an unknown one stands for itself. */
    static byte decode(byte b) {
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> b;
        };
    }

    /** Writes the slice without escapes; {@code out} has room for all of it. Returns the new end. */
    static int unescape(byte[] in, int from, int to, byte[] out, int start) {
        int at = start;
        for (int i = from; i < to; i++) {
            byte b = in[i];
            out[at++] = b == '\\' && i + 1 < to ? decode(in[++i]) : b;
        }
        return at;
    }

    /** The cell of a text, in bytes. */
    static byte[] escape(String text) {
        StringBuilder cell = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> cell.append("\\b");
                case '\f' -> cell.append("\\f");
                case '\n' -> cell.append("\\n");
                case '\r' -> cell.append("\\r");
                case '\t' -> cell.append("\\t");
                case 0x0B -> cell.append("\\v");
                case '\\' -> cell.append("\\\\");
                default -> cell.append(c);
            }
        }
        return cell.toString().getBytes(StandardCharsets.UTF_8);
    }
}
