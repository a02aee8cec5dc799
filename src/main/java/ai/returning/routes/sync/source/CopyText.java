package ai.returning.routes.sync.source;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Writes cells in the text form of PostgreSQL's COPY. */
public final class CopyText {
    /** Plain digits up to here; beyond, a number keeps its exponent, and no mapping takes it. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final byte[] NULL = {'\\', 'N'};
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** The letter after the backslash, or 0 where a byte stands for itself. */
    private static final byte[] ESCAPES = escapes();

    private CopyText() {}

    /** A cell without a value. */
    public static void none(RawRows out) {
        out.append(NULL, 0, 2);
    }

    static void bool(RawRows out, boolean value) {
        out.append((byte) (value ? 't' : 'f'));
    }

    static void number(RawRows out, long value) {
        ascii(out, Long.toString(value));
    }

    static void number(RawRows out, BigDecimal value) {
        boolean small = Math.abs((long) value.scale()) <= LONGEST_NUMBER && value.precision() <= LONGEST_NUMBER;
        ascii(out, small ? value.toPlainString() : value.toString());
    }

    static void date(RawRows out, LocalDate value) {
        datePart(out, value);
        era(out, value);
    }

    static void timestamp(RawRows out, LocalDateTime value) {
        datePart(out, value.toLocalDate());
        timePart(out, value);
        era(out, value.toLocalDate());
    }

    static void timestamp(RawRows out, OffsetDateTime value) {
        LocalDateTime utc = value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        datePart(out, utc.toLocalDate());
        timePart(out, utc);
        ascii(out, "+00");
        era(out, utc.toLocalDate());
    }

    /** Bytes as PostgreSQL shows them: {@code \x} and hexadecimal digits. */
    static void binary(RawRows out, byte[] value) {
        ascii(out, "\\\\x");
        for (byte b : value) {
            out.append(HEX[b >> 4 & 15]);
            out.append(HEX[b & 15]);
        }
    }

    /** Bytes of text, whatever their encoding. */
    static void text(RawRows out, byte[] value) {
        int from = 0;
        for (int i = 0; i < value.length; i++) {
            int b = value[i];
            if (b >= 0 && ESCAPES[b] != 0) {
                out.append(value, from, i - from);
                escaped(out, b);
                from = i + 1;
            }
        }
        out.append(value, from, value.length - from);
    }

    /** Text as UTF-8; a lone surrogate becomes its three-byte form, so that the mapping sees and refuses it. */
    public static void text(RawRows out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                if (ESCAPES[c] == 0) {
                    out.append((byte) c);
                } else {
                    escaped(out, c);
                }
            } else if (c < 0x800) {
                out.append((byte) (0xC0 | c >> 6));
                out.append((byte) (0x80 | c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                pair(out, Character.toCodePoint(c, value.charAt(++i)));
            } else {
                out.append((byte) (0xE0 | c >> 12));
                out.append((byte) (0x80 | c >> 6 & 0x3F));
                out.append((byte) (0x80 | c & 0x3F));
            }
        }
    }

    /** The same from a slice of characters, for sources whose speed depends on it. */
    public static void text(RawRows out, char[] chars, int from, int size) {
        out.ensure(3 * size);
        byte[] bytes = out.bytes();
        int at = out.length();
        for (int i = from; i < from + size; i++) {
            char c = chars[i];
            if (c < 0x80) {
                if (ESCAPES[c] != 0) {
                    bytes[at++] = '\\';
                    bytes[at++] = ESCAPES[c];
                } else {
                    bytes[at++] = (byte) c;
                }
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                out.endAt(at);
                text(out, new String(chars, i, from + size - i));
                return;
            }
        }
        out.endAt(at);
    }

    /** The same where each character is a byte of UTF-8. */
    public static void bytes(RawRows out, char[] chars, int from, int size) {
        out.ensure(2 * size);
        byte[] bytes = out.bytes();
        int at = out.length();
        for (int i = from; i < from + size; i++) {
            char c = chars[i];
            if (c < 0x80 && ESCAPES[c] != 0) {
                bytes[at++] = '\\';
                bytes[at++] = ESCAPES[c];
            } else {
                bytes[at++] = (byte) c;
            }
        }
        out.endAt(at);
    }

    private static void pair(RawRows out, int point) {
        out.append((byte) (0xF0 | point >> 18));
        out.append((byte) (0x80 | point >> 12 & 0x3F));
        out.append((byte) (0x80 | point >> 6 & 0x3F));
        out.append((byte) (0x80 | point & 0x3F));
    }

    private static void escaped(RawRows out, int b) {
        out.append((byte) '\\');
        out.append(ESCAPES[b]);
    }

    private static void datePart(RawRows out, LocalDate value) {
        digits(out, value.getYear() > 0 ? value.getYear() : 1 - value.getYear(), 4);
        out.append((byte) '-');
        digits(out, value.getMonthValue(), 2);
        out.append((byte) '-');
        digits(out, value.getDayOfMonth(), 2);
    }

    private static void timePart(RawRows out, LocalDateTime value) {
        out.append((byte) ' ');
        digits(out, value.getHour(), 2);
        out.append((byte) ':');
        digits(out, value.getMinute(), 2);
        out.append((byte) ':');
        digits(out, value.getSecond(), 2);
        int fraction = value.getNano();
        if (fraction != 0) {
            out.append((byte) '.');
            int width = 9;
            while (fraction % 10 == 0) {
                fraction /= 10;
                width--;
            }
            digits(out, fraction, width);
        }
    }

    private static void era(RawRows out, LocalDate value) {
        if (value.getYear() <= 0) {
            ascii(out, " BC");
        }
    }

    private static void digits(RawRows out, int value, int width) {
        int power = 1;
        for (int i = 1; i < width; i++) {
            power *= 10;
        }
        while (value / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.append((byte) ('0' + value / power % 10));
        }
    }

    private static void ascii(RawRows out, String value) {
        for (int i = 0; i < value.length(); i++) {
            out.append((byte) value.charAt(i));
        }
    }

    private static byte[] escapes() {
        byte[] letters = new byte[128];
        letters['\b'] = 'b';
        letters['\f'] = 'f';
        letters['\n'] = 'n';
        letters['\r'] = 'r';
        letters['\t'] = 't';
        letters[0x0B] = 'v';
        letters['\\'] = '\\';
        return letters;
    }
}
