package ai.returning.routes.sync.poll;

import ai.returning.routes.sync.source.SourceColumns;
import java.util.Locale;
import java.util.Optional;

/** What a cursor counts by. */
public enum CursorKind {
    INTEGER,
    /** A moment. */
    TIMESTAMP,
    /** A time without a zone. */
    LOCAL_TIMESTAMP,
    /** Ordered by the database alone. */
    TEXT;

    /** The word in tables and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a word. */
    public static CursorKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The kind of a column; empty for a type that cannot be a cursor, such as a date, which many rows share. */
    static Optional<CursorKind> of(SourceColumns.Type type) {
        return switch (type) {
            case INTEGER, DECIMAL -> Optional.of(INTEGER);
            case TIMESTAMP -> Optional.of(TIMESTAMP);
            case LOCAL_TIMESTAMP -> Optional.of(LOCAL_TIMESTAMP);
            case TEXT -> Optional.of(TEXT);
            case BOOLEAN, DATE -> Optional.empty();
        };
    }
}
