package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes values into a query, as literals of the database; the one place where that happens, for COPY takes no
 * parameters. A value comes back from the database as it went in, whatever it holds and however the session is set.
 */
final class SqlLiteral {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final Dialect dialect;

    SqlLiteral(Dialect dialect) {
        this.dialect = dialect;
    }

    /** In parentheses, for a minus before it would begin a comment. */
    String of(BigInteger value) {
        return value.signum() < 0 ? "(" + value + ")" : value.toString();
    }

    /** A time without a zone. */
    String of(LocalDateTime value) {
        String text = "'" + TIME.format(plain(value)) + "'";
        return dialect == Dialect.SQL_SERVER ? "cast(" + text + " as datetime2)" : "timestamp " + text;
    }

    /** A moment, whatever zone the session is in. */
    String of(OffsetDateTime value) {
        String time =
                TIME.format(plain(value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()));
        return switch (dialect) {
            case POSTGRESQL, H2 -> "timestamp with time zone '" + time + "+00'";
            case SQL_SERVER -> "cast('" + time + " +00:00' as datetimeoffset)";
            case OTHER -> "timestamp '" + time + " +00:00'";
            case MYSQL, MARIADB ->
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "This database has no timestamps with a zone, and " + value + " is one. Write it without one.");
        };
    }

    /**
     * A text.
     *
     * @throws RaiException CONFIG_INVALID for a NUL character and for half of a surrogate pair, which no database keeps
     */
    String of(String value) {
        requireStorable(value);
        return switch (dialect) {
            // how a backslash is read depends on the session, so it is marked
            case POSTGRESQL -> value.indexOf('\\') < 0 ? quoted(value) : " E" + quoted(value.replace("\\", "\\\\"));
            case MYSQL, MARIADB ->
                "convert(x'" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)) + "' using utf8mb4)";
            case SQL_SERVER -> "N" + quoted(value);
            case H2, OTHER -> quoted(value);
        };
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static void requireStorable(String value) {
        boolean broken = value.codePoints()
                .anyMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (broken) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "A text with a NUL character or half of a surrogate pair cannot be written into a query.");
        }
    }

    /** Four digits of year: others are written differently by each database. */
    private static LocalDateTime plain(LocalDateTime value) {
        if (value.getYear() < 1 || value.getYear() > 9999) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The time " + value + " is outside the years 1 to 9999 and cannot be written into a query.");
        }
        return value;
    }
}
