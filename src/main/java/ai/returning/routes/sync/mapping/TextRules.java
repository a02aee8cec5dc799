package ai.returning.routes.sync.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text must satisfy. {@code maxLength} counts code points; {@code oneOf} holds the values and, in the same
 * order, their cells as the writer makes them.
 */
record TextRules(int maxLength, @Nullable Pattern pattern, List<String> oneOf, List<byte[]> oneOfCells, boolean email) {
    static final TextRules NONE = new TextRules(Integer.MAX_VALUE, null, List.of(), List.of(), false);

    /** Checks a value that stands between {@code start} and {@code end} of the line. */
    int check(Cell cell, int points, Line line, int start, int end) {
        if (points > maxLength) {
            return line.refuse(Reason.TOO_LONG);
        }
        if (email && !EmailCheck.accepts(cell)) {
            return line.refuse(Reason.BAD_EMAIL);
        }
        if (!oneOfCells.isEmpty() && !listed(line.bytes(), start, end)) {
            return line.refuse(Reason.NOT_IN_LIST);
        }
        return pattern == null ? end : matches(pattern, cell, line, end);
    }

    private boolean listed(byte[] out, int start, int end) {
        for (byte[] option : oneOfCells) {
            if (option.length == end - start && Arrays.equals(option, 0, option.length, out, start, end)) {
                return true;
            }
        }
        return false;
    }

    private static int matches(Pattern pattern, Cell cell, Line line, int end) {
        try {
            boolean fits = pattern.matcher(new MeteredText(cell.text())).matches();
            return fits ? end : line.refuse(Reason.PATTERN_MISMATCH);
        } catch (MeteredText.SpentException e) {
            return line.refuse(Reason.PATTERN_TOO_COSTLY);
        }
    }

    String rule() {
        List<String> parts = new ArrayList<>();
        if (maxLength < Integer.MAX_VALUE) {
            parts.add("at most " + maxLength + " characters");
        }
        if (email) {
            parts.add("one @ between two parts, no white space (trim() removes it), at most 254 bytes");
        }
        if (!oneOf.isEmpty()) {
            parts.add("one of " + String.join(", ", oneOf));
        }
        if (pattern != null) {
            parts.add("pattern " + pattern.pattern());
        }
        return String.join("; ", parts);
    }
}
