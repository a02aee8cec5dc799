package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.sync.poll.CursorKind;
import ai.returning.routes.sync.poll.CursorValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Cursors of polled flows. Times are milliseconds since 1970. */
public final class PollCursors {
    private static final int LONGEST_ERROR = 1_000;

    private final Jdbc jdbc;

    public PollCursors(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A cursor as it stands.
     *
     * @param owner who reads; empty if nobody does
     * @param rows rows handed on since the flow began
     * @param endedAt when the last round ended; 0 before the first one did
     * @param error why the last round failed; empty if it did not
     */
    public record Cursor(
            String flow, CursorValue value, long version, String owner, long rows, long endedAt, String error) {}

    /** Takes the cursor for a while, beginning it at {@code start} if there is none; empty if another one holds it. */
    public Optional<Cursor> claim(String flow, CursorValue start, String owner, long now, long until) {
        jdbc.update(
                "insert into poll_cursor (flow, kind, place, version, owner, lease_until, rows_done, moved_at, ended_at,"
                        + " last_error) values (?, ?, ?, 0, '', 0, 0, ?, 0, '') on conflict do nothing",
                flow,
                start.kind().word(),
                start.text(),
                now);
        int taken = jdbc.update(
                "update poll_cursor set owner = ?, lease_until = ?, version = version + 1"
                        + " where flow = ? and (owner in ('', ?) or lease_until < ?)",
                owner,
                until,
                flow,
                owner,
                now);
        return taken == 1 ? find(flow).filter(cursor -> cursor.owner().equals(owner)) : Optional.empty();
    }

    /** Holds the cursor for longer; false if another one has it by now. */
    public boolean renew(Cursor held, long until) {
        return jdbc.update(
                        "update poll_cursor set lease_until = ? where flow = ? and owner = ? and version = ?",
                        until,
                        held.flow(),
                        held.owner(),
                        held.version())
                == 1;
    }

    /** Moves the cursor past rows that are dealt with; empty if another one has it by now. */
    public Optional<Cursor> move(Cursor held, CursorValue value, long rows, long now, long until) {
        int moved = jdbc.update(
                "update poll_cursor set kind = ?, place = ?, version = version + 1, lease_until = ?,"
                        + " rows_done = rows_done + ?, moved_at = ? where flow = ? and owner = ? and version = ?",
                value.kind().word(),
                value.text(),
                until,
                rows,
                now,
                held.flow(),
                held.owner(),
                held.version());
        return moved == 0
                ? Optional.empty()
                : Optional.of(new Cursor(
                        held.flow(),
                        value,
                        held.version() + 1,
                        held.owner(),
                        held.rows() + rows,
                        held.endedAt(),
                        held.error()));
    }

    /** Ends a round. */
    public void release(String flow, String owner, long now, String error) {
        jdbc.update(
                "update poll_cursor set owner = '', lease_until = 0, ended_at = ?, last_error = ?"
                        + " where flow = ? and owner = ?",
                now,
                error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR),
                flow,
                owner);
    }

    public Optional<Cursor> find(String flow) {
        return jdbc.one("select * from poll_cursor where flow = ?", PollCursors::read, flow);
    }

    /** All cursors, by flow. */
    public List<Cursor> list() {
        return jdbc.list("select * from poll_cursor order by flow", PollCursors::read);
    }

    private static Cursor read(ResultSet row) throws SQLException {
        return new Cursor(
                row.getString("flow"),
                new CursorValue(CursorKind.of(row.getString("kind")), row.getString("place")),
                row.getLong("version"),
                row.getString("owner"),
                row.getLong("rows_done"),
                row.getLong("ended_at"),
                row.getString("last_error"));
    }
}
