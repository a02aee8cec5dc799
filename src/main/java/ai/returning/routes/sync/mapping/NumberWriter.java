package ai.returning.routes.sync.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plain decimal number with the digits the source has: a plus sign and leading zeros go, minus zero becomes
 * zero, decimals beyond the scale go if they are zeros and refuse the row if not. Nothing is rounded or padded.
 * Exponents, grouping, NaN and infinities are refused. At most 38 digits.
 */
final class NumberWriter implements CellWriter {
    private static final int MAX_DIGITS = 38;
    /** So many digits always fit a long. */
    private static final int LONG_DIGITS = 18;

    private final int scale;
    private final @Nullable BigDecimal min;
    private final @Nullable BigDecimal max;
    private final boolean bounded;
    private final long minUnscaled;
    private final long maxUnscaled;

    private int next;
    private boolean nonZero;
    private long unscaled;

    NumberWriter(int scale, @Nullable BigDecimal min, @Nullable BigDecimal max) {
        this.scale = scale;
        this.min = min;
        this.max = max;
        this.bounded = min != null || max != null;
        this.minUnscaled = min == null ? Long.MIN_VALUE : unscaled(min, RoundingMode.CEILING);
        this.maxUnscaled = max == null ? Long.MAX_VALUE : unscaled(max, RoundingMode.FLOOR);
    }

    /** A bound in units of the last decimal, kept within a long: values beyond are compared the slow way. */
    private long unscaled(BigDecimal bound, RoundingMode inward) {
        BigDecimal units = bound.setScale(scale, inward).movePointRight(scale);
        BigDecimal kept = units.max(BigDecimal.valueOf(Long.MIN_VALUE)).min(BigDecimal.valueOf(Long.MAX_VALUE));
        return kept.longValueExact();
    }

    @Override
    public int write(Cell cell, Line line, int start) {
        byte[] in = cell.bytes;
        int to = trimmedEnd(cell);
        byte[] out = line.room(start, MAX_DIGITS + 4);
        next = trimmedStart(cell, to);
        boolean negative = next < to && in[next] == '-';
        if (negative || next < to && in[next] == '+') {
            next++;
        }
        nonZero = false;
        unscaled = 0;
        int first = negative ? start + 1 : start;
        int point = whole(in, to, line, out, first);
        int end = point < 0 || next == to ? point : fraction(in, to, line, out, point, MAX_DIGITS - (point - first));
        if (end < 0) {
            return end;
        }
        return finish(line, start, point, sign(out, start, end, negative));
    }

    /** Writes the digits before the point; returns where the point would stand. */
    private int whole(byte[] in, int to, Line line, byte[] out, int start) {
        int i = next;
        int at = start;
        while (i + 1 < to && in[i] == '0' && isDigit(in[i + 1])) {
            i++;
        }
        while (i < to && isDigit(in[i])) {
            if (at - start == MAX_DIGITS) {
                return line.refuse(Reason.TOO_MANY_DIGITS);
            }
            digit(in[i]);
            out[at++] = in[i++];
        }
        next = i;
        return at > start ? at : line.refuse(Reason.NOT_A_NUMBER);
    }

    private int fraction(byte[] in, int to, Line line, byte[] out, int point, int room) {
        int i = next;
        if (in[i] != '.' || i + 1 == to) {
            return line.refuse(Reason.NOT_A_NUMBER);
        }
        i++;
        int at = point;
        int last = i + scale;
        boolean excess = false;
        for (; i < to; i++) {
            byte b = in[i];
            if (!isDigit(b)) {
                return line.refuse(Reason.NOT_A_NUMBER);
            }
            if (i >= last) {
                excess |= b != '0';
                continue;
            }
            if (at == point) {
                out[at++] = '.';
            }
            if (room-- == 0) {
                return line.refuse(Reason.TOO_MANY_DIGITS);
            }
            digit(b);
            out[at++] = b;
        }
        return excess ? line.refuse(Reason.OUT_OF_SCALE) : at;
    }

    private void digit(byte b) {
        nonZero |= b != '0';
        unscaled = unscaled * 10 + (b - '0');
    }

    /** The place of the sign was kept free; zero has none. */
    private int sign(byte[] out, int start, int end, boolean negative) {
        if (!negative) {
            return end;
        }
        if (nonZero) {
            out[start] = '-';
            unscaled = -unscaled;
            return end;
        }
        System.arraycopy(out, start + 1, out, start, end - start - 1);
        return end - 1;
    }

    private int finish(Line line, int start, int point, int end) {
        if (!bounded || within(line.bytes(), start, point, end)) {
            return end;
        }
        return line.refuse(Reason.OUT_OF_RANGE);
    }

    private boolean within(byte[] out, int start, int point, int end) {
        if (point - start + scale > LONG_DIGITS) {
            BigDecimal value = new BigDecimal(new String(out, start, end - start, StandardCharsets.US_ASCII));
            return (min == null || value.compareTo(min) >= 0) && (max == null || value.compareTo(max) <= 0);
        }
        long value = unscaled;
        for (int decimals = Math.max(0, end - point - 1); decimals < scale; decimals++) {
            value *= 10;
        }
        return value >= minUnscaled && value <= maxUnscaled;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int trimmedStart(Cell cell, int to) {
        int i = cell.from;
        while (i < to && cell.bytes[i] == ' ') {
            i++;
        }
        return i;
    }

    private static int trimmedEnd(Cell cell) {
        int to = cell.to;
        while (to > cell.from && cell.bytes[to - 1] == ' ') {
            to--;
        }
        return to;
    }

    @Override
    public String rule() {
        String digits = scale == 0 ? "a whole number" : "a number with at most " + scale + " decimals";
        String from = min == null ? "" : ", from " + min.toPlainString();
        String upTo = max == null ? "" : ", up to " + max.toPlainString();
        return digits + " and " + MAX_DIGITS + " digits" + from + upTo;
    }
}
