package ai.returning.routes.sync.poll;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.CursorQuery;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Where a reading ended.
 *
 * @param text an integer in digits, a time as ISO 8601 (a moment in UTC), or the text itself
 */
public record CursorValue(CursorKind kind, String text) {
    private static final int LONGEST = 1_000;
    /** The clocks of source and service may differ by so much. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);
    /** Where a day begins first. */
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

    /** Refuses what the table of cursors cannot keep. */
    public CursorValue {
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    "A cursor is a text of " + text.length() + " characters, or holds a NUL character; at most "
                            + LONGEST + " are kept. Poll by another column.");
        }
    }

    /**
     * The value a route writes: digits, an ISO 8601 time with or without a zone, or any other text. A text that looks
     * like a number or a time stands in single quotes.
     */
    public static CursorValue parse(String text) {
        String plain = text.strip();
        if (plain.length() > 1 && plain.startsWith("'") && plain.endsWith("'")) {
            return new CursorValue(CursorKind.TEXT, plain.substring(1, plain.length() - 1));
        }
        if (plain.matches("-?[0-9]{1,38}")) {
            return integer(new BigInteger(plain));
        }
        if (plain.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*")) {
            return time(plain);
        }
        return new CursorValue(CursorKind.TEXT, text);
    }

    /** The value of a cell, as a source gives it. */
    static CursorValue of(CursorKind kind, Object cell) {
        String text = cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
        CursorValue value =
                switch (kind) {
                    case INTEGER -> whole(text);
                    case TIMESTAMP, LOCAL_TIMESTAMP -> time(text);
                    case TEXT -> new CursorValue(CursorKind.TEXT, text);
                };
        if (value.kind() != kind) {
            throw new RaiException(
                    ErrorCode.SOURCE_REFUSED, "The cursor '" + text + "' is not of the kind " + kind.word() + ".");
        }
        return value;
    }

    private static CursorValue whole(String text) {
        try {
            return integer(new BigDecimal(text).toBigIntegerExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    "The cursor '" + text + "' is no whole number. Poll by a column of whole numbers or timestamps.",
                    e);
        }
    }

    private static CursorValue integer(BigInteger value) {
        return new CursorValue(CursorKind.INTEGER, value.toString());
    }

    private static CursorValue time(String text) {
        String iso = text.replace(' ', 'T').replaceFirst("(T[0-9:.]+[+-][0-9]{2})$", "$1:00");
        try {
            if (iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})$")) {
                OffsetDateTime moment = OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC);
                return new CursorValue(CursorKind.TIMESTAMP, moment.toString());
            }
            return new CursorValue(
                    CursorKind.LOCAL_TIMESTAMP, LocalDateTime.parse(iso).toString());
        } catch (DateTimeException e) {
            throw new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    "The cursor '" + text + "' is no time. Write it such as 2026-01-01T00:00:00Z.",
                    e);
        }
    }

    /**
     * This value, or the last one that a row may have by now: a row from the future must not hide those that come before
     * it. A time without a zone may be that of any.
     */
    CursorValue notAfter(Instant now) {
        Instant last = now.plus(CLOCKS);
        CursorValue bound =
                switch (kind) {
                    case TIMESTAMP ->
                        new CursorValue(kind, last.atOffset(ZoneOffset.UTC).toString());
                    case LOCAL_TIMESTAMP ->
                        new CursorValue(
                                kind,
                                LocalDateTime.ofInstant(last, EARLIEST_ZONE).toString());
                    case INTEGER, TEXT -> this;
                };
        return compareTo(bound) > 0 ? bound : this;
    }

    /** Negative if this one comes first, 0 if they are equal or if only the database knows their order. */
    int compareTo(CursorValue other) {
        return switch (kind) {
            case INTEGER -> new BigInteger(text).compareTo(new BigInteger(other.text));
            case TIMESTAMP -> OffsetDateTime.parse(text).compareTo(OffsetDateTime.parse(other.text));
            case LOCAL_TIMESTAMP -> LocalDateTime.parse(text).compareTo(LocalDateTime.parse(other.text));
            case TEXT -> 0;
        };
    }

    /** The same value; times are held to the microsecond, which is what is written into queries. */
    boolean isSame(CursorValue other) {
        return kind == other.kind && (kind == CursorKind.TEXT ? text.equals(other.text) : compareTo(other) == 0);
    }

    /** The value so far before this one. */
    CursorValue minus(Overlap overlap) {
        return switch (kind) {
            case INTEGER -> integer(new BigInteger(text).subtract(BigInteger.valueOf(overlap.count())));
            case TIMESTAMP ->
                new CursorValue(
                        kind, OffsetDateTime.parse(text).minus(overlap.time()).toString());
            case LOCAL_TIMESTAMP ->
                new CursorValue(
                        kind, LocalDateTime.parse(text).minus(overlap.time()).toString());
            case TEXT -> this;
        };
    }

    /** The query from here on. */
    String in(CursorQuery query) {
        return switch (kind) {
            case INTEGER -> query.from(new BigInteger(text));
            case TIMESTAMP -> query.from(OffsetDateTime.parse(text));
            case LOCAL_TIMESTAMP -> query.from(LocalDateTime.parse(text));
            case TEXT -> query.from(text);
        };
    }
}
