package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;

/** A query that goes on where the last one ended: {@code :cursor} in it stands for a value. */
public final class CursorQuery {
    /** What stands for the value. */
    public static final String PLACE = ":cursor";

    private final String sql;
    private final List<Integer> places;
    private final SqlLiteral literal;

    private CursorQuery(String sql, List<Integer> places, SqlLiteral literal) {
        this.sql = sql;
        this.places = places;
        this.literal = literal;
    }

    /**
     * A query for the database of a URL.
     *
     * @throws RaiException SOURCE_REFUSED if it is not one statement, or holds no {@code :cursor} outside of strings
     *     and comments
     */
    public static CursorQuery of(String source, String url, String sql) {
        Dialect dialect = Dialect.of(url);
        List<Integer> places = QueryText.places(source, dialect, sql, PLACE);
        if (places.isEmpty()) {
            throw new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    "The query on source '" + source + "' has no " + PLACE
                            + ", so each poll would read everything. Add a condition such as: where id > " + PLACE
                            + " order by id.");
        }
        return new CursorQuery(sql, places, new SqlLiteral(dialect));
    }

    /** The query from an integer on. */
    public String from(BigInteger value) {
        return filled(literal.of(value));
    }

    /** The query from a time without a zone on. */
    public String from(LocalDateTime value) {
        return filled(literal.of(value));
    }

    /** The query from a moment on. */
    public String from(OffsetDateTime value) {
        return filled(literal.of(value));
    }

    /** The query from a text on. */
    public String from(String value) {
        return filled(literal.of(value));
    }

    private String filled(String value) {
        StringBuilder filled = new StringBuilder(sql);
        for (int i = places.size() - 1; i >= 0; i--) {
            filled.replace(places.get(i), places.get(i) + PLACE.length(), value);
        }
        return filled.toString();
    }
}
