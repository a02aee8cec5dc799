package ai.returning.routes.sync.mapping;

import java.util.Locale;

/** Lower case of the characters that UTF-8 writes in two bytes, U+0080 to U+07FF, where it takes no context. */
final class TwoByteCase {
    private static final int FIRST = 0x80;
    private static final int COUNT = 0x800;
    /** Its lower case depends on what stands beside it. */
    private static final int CAPITAL_SIGMA = 0x3A3;

    private static final char[] LOWER = table();

    private TwoByteCase() {}

    private static char[] table() {
        char[] lower = new char[COUNT];
        for (int c = FIRST; c < COUNT; c++) {
            String folded = Character.toString(c).toLowerCase(Locale.ROOT);
            boolean simple = folded.length() == 1 && folded.charAt(0) >= FIRST && folded.charAt(0) < COUNT;
            if (simple && c != CAPITAL_SIGMA) {
                lower[c] = (char) (0xC080 | (folded.charAt(0) & 0x7C0) << 2 | folded.charAt(0) & 0x3F);
            }
        }
        return lower;
    }

    /** The two bytes of the lower-case form as one number; 0 if it takes a text object or the bytes are not valid. */
    static int lower(byte first, byte second) {
        boolean pair = (first & 0xE0) == 0xC0 && (second & 0xC0) == 0x80;
        return pair ? LOWER[(first & 0x1F) << 6 | second & 0x3F] : 0;
    }
}
