package ai.returning.routes.inbox.write;

import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event into a target once: the key of the event and the statements are one transaction there, so a second
 * attempt, in whatever process, finds the key and writes nothing.
 */
public final class EventWriter {
    private static final Set<String> TIMES = Set.of("time", "receivedAt");
    private static final int LONGEST_KEY = 700;

    /** What became of an event. */
    public enum Written {
        NOW,
        /** The target had it already; nothing was changed. */
        BEFORE
    }

    private final TargetDatabase target;
    private final EventSql sql;
    private final String scope;
    private final String keyPlace;

    /**
     * A writer.
     *
     * @param scope keys count within it; flows of one scope write an event once between them
     * @param keyPlace where the event object has its key, such as {@code key} or {@code message.id}
     */
    public EventWriter(TargetDatabase target, EventSql sql, String scope, String keyPlace) {
        this.target = target;
        this.sql = sql;
        this.scope = scope;
        this.keyPlace = keyPlace;
    }

    /**
     * Writes the event, or finds that it is written.
     *
     * @throws RaiException BODY_UNFIT if it has no key; TARGET_UNAVAILABLE, TARGET_REFUSED
     */
    public Written write(Map<?, ?> event) {
        String key = key(event);
        return target.inTransaction(connection -> write(connection, key, event));
    }

    /**
     * The same, and the end of the event in the same commit, if the target is the database that keeps it.
     *
     * @param kept the event as it was claimed
     * @return true if the event has ended with it
     * @throws RaiException also EVENT_CLOSED if another process has the event by now
     */
    public boolean writeAndEnd(Map<?, ?> event, InboxEvent kept) {
        JointEnd end = target.jointEnd();
        if (end == null) {
            write(event);
            return false;
        }
        String key = key(event);
        target.inTransaction(connection -> {
            Written written = write(connection, key, event);
            end.end(connection, kept);
            return written;
        });
        return true;
    }

    private Written write(Connection connection, String key, Map<?, ?> event) throws SQLException {
        if (!target.guard(connection).mark(connection, scope, key, target.statementSeconds())) {
            return Written.BEFORE;
        }
        for (EventSql.Statement statement : sql.statements()) {
            run(connection, statement, event);
        }
        return Written.NOW;
    }

    private String key(Map<?, ?> event) {
        Object key = at(event, keyPlace);
        if (key == null || key instanceof Map || String.valueOf(key).isBlank()) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "The event has no '" + keyPlace + "', which names it in the target. Look at what the pointers of"
                            + " returning-ai.inbox find, or take another key.");
        }
        String text = String.valueOf(key);
        if (text.length() > LONGEST_KEY) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT, "The '" + keyPlace + "' of the event is longer than " + LONGEST_KEY + ".");
        }
        return text;
    }

    private void run(Connection connection, EventSql.Statement statement, Map<?, ?> event) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            prepared.setQueryTimeout(target.statementSeconds());
            List<String> places = statement.places();
            for (int i = 0; i < places.size(); i++) {
                bind(prepared, i + 1, places.get(i), at(event, places.get(i)));
            }
            prepared.execute();
        }
    }

    private static void bind(PreparedStatement prepared, int index, String place, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            prepared.setNull(index, Types.NULL);
        } else if (TIMES.contains(place)) {
            prepared.setObject(index, OffsetDateTime.parse(String.valueOf(value)));
        } else if (value instanceof Map || value instanceof List) {
            prepared.setString(index, json(value));
        } else if (value instanceof Number number) {
            prepared.setBigDecimal(index, new java.math.BigDecimal(number.toString()));
        } else if (value instanceof Boolean flag) {
            prepared.setBoolean(index, flag);
        } else {
            prepared.setString(index, String.valueOf(value));
        }
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "A part of an event cannot be written as JSON.", e);
        }
    }

    /** The value at a place; null if the event lacks it. */
    private static @Nullable Object at(Map<?, ?> event, String place) {
        Object value = event;
        for (String step : place.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }
}
