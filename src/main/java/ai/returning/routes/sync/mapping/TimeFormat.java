package ai.returning.routes.sync.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date or timestamp format of fixed width, compiled once: {@code yyyy MM dd HH mm ss}, {@code S} to {@code
 * SSSSSSSSS} for fractions of a second, signs as they are, letters in single quotes. Reads and writes bytes.
 */
final class TimeFormat {
    static final TimeFormat ISO_DATE = of("yyyy-MM-dd");

    /** What stands where: a part of the time, or the byte to copy. */
    private record Piece(@Nullable Part part, int width, byte literal) {}

    private enum Part {
        YEAR,
        MONTH,
        DAY,
        HOUR,
        MINUTE,
        SECOND,
        FRACTION
    }

    private final String text;
    private final Piece[] pieces;
    private final int width;

    private TimeFormat(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = pieces.toArray(new Piece[0]);
        this.width = pieces.stream().mapToInt(Piece::width).sum();
    }

    /**
     * Compiles a format.
     *
     * @throws IllegalArgumentException with the letter or sign that is not known
     */
    static TimeFormat of(String text) {
        List<Piece> pieces = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'') {
                i = quoted(text, i + 1, pieces);
            } else if (Character.isLetter(c)) {
                int end = i;
                while (end < text.length() && text.charAt(end) == c) {
                    end++;
                }
                pieces.add(part(text.substring(i, end)));
                i = end;
            } else {
                pieces.add(literal(c));
                i++;
            }
        }
        return new TimeFormat(text, pieces);
    }

    private static int quoted(String text, int from, List<Piece> pieces) {
        int end = text.indexOf('\'', from);
        if (end < 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        text.substring(from, end).chars().forEach(c -> pieces.add(literal((char) c)));
        return end + 1;
    }

    private static Piece literal(char c) {
        if (c < ' ' || c > '~' || c == ',' || c == '"') {
            throw new IllegalArgumentException("the sign '" + c + "' cannot stand in a format");
        }
        return new Piece(null, 1, (byte) c);
    }

    private static Piece part(String letters) {
        Part part =
                switch (letters) {
                    case "yyyy" -> Part.YEAR;
                    case "MM" -> Part.MONTH;
                    case "dd" -> Part.DAY;
                    case "HH" -> Part.HOUR;
                    case "mm" -> Part.MINUTE;
                    case "ss" -> Part.SECOND;
                    default -> fraction(letters);
                };
        return new Piece(part, letters.length(), (byte) 0);
    }

    private static Part fraction(String letters) {
        if (letters.charAt(0) == 'S' && letters.length() <= 9) {
            return Part.FRACTION;
        }
        throw new IllegalArgumentException("'" + letters
                + "' is not known; use yyyy, MM, dd, HH, mm, ss, S to SSSSSSSSS, and letters in single quotes");
    }

    /** True if the format names a whole date and nothing of the day's time. */
    boolean isDate() {
        return names(Part.YEAR)
                && names(Part.MONTH)
                && names(Part.DAY)
                && !names(Part.HOUR)
                && !names(Part.MINUTE)
                && !names(Part.SECOND)
                && !names(Part.FRACTION);
    }

    private boolean names(Part part) {
        for (Piece piece : pieces) {
            if (piece.part() == part) {
                return true;
            }
        }
        return false;
    }

    int width() {
        return width;
    }

    /** Reads the whole slice; false if it has another form. */
    boolean read(byte[] in, int from, int to, Moment into) {
        if (to - from != width) {
            return false;
        }
        int i = from;
        for (Piece piece : pieces) {
            int value = piece.part() == null ? (in[i] == piece.literal() ? 0 : -1) : number(in, i, piece.width());
            if (value < 0) {
                return false;
            }
            set(piece, value, into);
            i += piece.width();
        }
        return true;
    }

    private static int number(byte[] in, int from, int width) {
        int value = 0;
        for (int i = from; i < from + width; i++) {
            if (in[i] < '0' || in[i] > '9') {
                return -1;
            }
            value = value * 10 + (in[i] - '0');
        }
        return value;
    }

    private static void set(Piece piece, int value, Moment into) {
        if (piece.part() == null) {
            return;
        }
        switch (piece.part()) {
            case YEAR -> into.year = value;
            case MONTH -> into.month = value;
            case DAY -> into.day = value;
            case HOUR -> into.hour = value;
            case MINUTE -> into.minute = value;
            case SECOND -> into.second = value;
            case FRACTION -> into.nanos = value * power(9 - piece.width());
        }
    }

    /** Writes {@link #width} bytes; a shorter fraction cuts the further digits off. */
    int write(Moment moment, byte[] out, int start) {
        int at = start;
        for (Piece piece : pieces) {
            if (piece.part() == null) {
                out[at++] = piece.literal();
            } else {
                digits(value(piece, moment), piece.width(), out, at);
                at += piece.width();
            }
        }
        return at;
    }

    private static int value(Piece piece, Moment moment) {
        if (piece.part() == null) {
            return 0;
        }
        return switch (piece.part()) {
            case YEAR -> moment.year;
            case MONTH -> moment.month;
            case DAY -> moment.day;
            case HOUR -> moment.hour;
            case MINUTE -> moment.minute;
            case SECOND -> moment.second;
            case FRACTION -> moment.nanos / power(9 - piece.width());
        };
    }

    private static void digits(int value, int width, byte[] out, int at) {
        int rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int power(int of) {
        int power = 1;
        for (int i = 0; i < of; i++) {
            power *= 10;
        }
        return power;
    }

    /** The format as written. */
    @Override
    public String toString() {
        return text;
    }
}
