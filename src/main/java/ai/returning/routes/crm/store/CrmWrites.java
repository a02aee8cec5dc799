package ai.returning.routes.crm.store;

import ai.returning.routes.jdbc.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The book of writes that must not be made twice. Whoever puts the first line for a key may write. */
public final class CrmWrites {
    private static final int MOST_SHOWN = 1000;

    /** Where a write stands. */
    public enum State {
        /** It was about to be made, or is under way. */
        INTENT,
        WRITTEN,
        /** Nobody knows whether the CRM has it; a person looks. */
        UNCLEAR
    }

    /**
     * A line of the book.
     *
     * @param recordId what the CRM calls it; null unless it is written
     * @param begunAt milliseconds since 1970
     */
    public record Line(
            String name, String key, State state, @Nullable String recordId, long begunAt) {}

    private final Jdbc jdbc;

    public CrmWrites(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes the intent; false if there is a line for the key already. */
    public boolean begin(String name, String key, long now) {
        return jdbc.update(
                        "insert into crm_write (name, business_key, state, begun_at, changed_at)"
                                + " values (?, ?, 'intent', ?, ?) on conflict do nothing",
                        name,
                        key,
                        now,
                        now)
                == 1;
    }

    public Optional<Line> find(String name, String key) {
        return jdbc.one(
                "select name, business_key, state, record_id, begun_at from crm_write where name = ? and business_key = ?",
                CrmWrites::line,
                name,
                key);
    }

    /** The CRM has it. Nothing after this makes it undone. */
    public void written(String name, String key, @Nullable String recordId, long now) {
        jdbc.update(
                "update crm_write set state = 'written', record_id = ?, changed_at = ? where name = ? and business_key = ?",
                recordId,
                now,
                name,
                key);
    }

    /** It is not known whether the CRM has it. */
    public void unclear(String name, String key, long now) {
        jdbc.update(
                "update crm_write set state = 'unclear', changed_at = ? where name = ? and business_key = ?"
                        + " and state = 'intent'",
                now,
                name,
                key);
    }

    /**
     * The CRM does not have it, so it may be written.
     *
     * @return false if there is no open line for the key
     */
    public boolean forget(String name, String key) {
        return jdbc.update(
                        "delete from crm_write where name = ? and business_key = ? and state in ('intent', 'unclear')",
                        name,
                        key)
                == 1;
    }

    /** What a person has to look at, the oldest first: unclear, or begun before a time and without an end. */
    public List<Line> open(long begunBefore) {
        return jdbc.list(
                "select name, business_key, state, record_id, begun_at from crm_write where state = 'unclear'"
                        + " or state = 'intent' and begun_at < ? order by begun_at, business_key limit ?",
                CrmWrites::line,
                begunBefore,
                MOST_SHOWN);
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getString(1),
                row.getString(2),
                State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getLong(5));
    }
}
