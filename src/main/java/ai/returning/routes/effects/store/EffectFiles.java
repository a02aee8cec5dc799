package ai.returning.routes.effects.store;

import ai.returning.routes.effects.file.EffectFile;
import ai.returning.routes.effects.file.FileState;
import ai.returning.routes.jdbc.Jdbc;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files of effects of one tenant. Every write names the version it starts from. */
public final class EffectFiles {
    private static final int MOST = 100;
    private static final long DAY = 86_400_000L;

    private final Jdbc jdbc;
    private final String tenant;

    public EffectFiles(Jdbc jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /** Takes the turn to fill and send for so many milliseconds; false if another process has it. */
    public boolean takeTurn(String operation, String owner, long lease) {
        String turn = tenant + "|" + operation;
        jdbc.update(
                "insert into effect_file_turn (operation, owner, lease_until) values (?, '', 0) on conflict do nothing",
                turn);
        return jdbc.update(
                        "update effect_file_turn set owner = ?, lease_until = " + EffectSql.NOW
                                + " + ? where operation = ? and (owner = ? or lease_until <= " + EffectSql.NOW + ")",
                        owner,
                        lease,
                        turn,
                        owner)
                == 1;
    }

    /** Gives the turn to whoever comes next. */
    public void leaveTurn(String operation, String owner) {
        jdbc.update(
                "update effect_file_turn set lease_until = 0 where operation = ? and owner = ?",
                tenant + "|" + operation,
                owner);
    }

    /** Adds a file whose filling begins. */
    public void open(EffectFile file, String owner, long lease) {
        jdbc.update(
                "insert into effect_file (file_id, tenant, operation, flow, name, path, state, row_count, total, sha256,"
                        + " job_id, answered, sender, version, owner, lease_until, due_at, looks, since, note)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + EffectSql.NOW
                        + " + ?, ?, ?, ?, ?)",
                file.id(),
                file.tenant(),
                file.operation(),
                file.flow(),
                file.name(),
                file.path().toString(),
                file.state().word(),
                file.rows(),
                file.total(),
                file.sha256(),
                file.jobId(),
                file.answered(),
                file.sender(),
                file.version(),
                owner,
                lease,
                file.dueAt(),
                file.looks(),
                file.since(),
                file.note());
    }

    /**
     * Writes a file that nobody works on from now on.
     *
     * @return as it stands then; empty if somebody else was faster
     */
    public Optional<EffectFile> write(EffectFile file) {
        return write(file, null, 0);
    }

    /**
     * Writes a file.
     *
     * @param owner who goes on with it, for so many milliseconds
     * @return as it stands then; empty if somebody else was faster
     */
    public Optional<EffectFile> write(EffectFile file, @Nullable String owner, long lease) {
        int count = jdbc.update(
                "update effect_file set state = ?, row_count = ?, total = ?, sha256 = ?, job_id = ?, answered = ?,"
                        + " sender = ?, version = version + 1, owner = ?, lease_until = " + EffectSql.NOW
                        + " + ?, due_at = ?,"
                        + " looks = ?, sent_at = ?, since = ?, ended_at = ?, note = ?"
                        + " where file_id = ? and version = ?",
                file.state().word(),
                file.rows(),
                file.total(),
                file.sha256(),
                file.jobId(),
                file.answered(),
                file.sender(),
                owner,
                lease,
                file.dueAt(),
                file.looks(),
                file.sentAt(),
                file.since(),
                file.endedAt(),
                clip(file.note()),
                file.id(),
                file.version());
        return count == 1 ? Optional.of(file.written()) : Optional.empty();
    }

    private static String clip(String text) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= 1000 ? clean : clean.substring(0, 1000);
    }

    /** Files whose filler or sender is silent for longer than its lease. */
    public List<EffectFile> lost(String operation) {
        return list("state in ('filling', 'sending') and lease_until <= " + EffectSql.NOW, operation);
    }

    /** Files of which it is decided what becomes of the effects, and some effects may not know it yet. */
    public List<EffectFile> unfinished(String operation) {
        return list(
                "state in ('abandoned', 'absent', 'person') and ended_at is null and lease_until <= " + EffectSql.NOW,
                operation);
    }

    private List<EffectFile> list(String condition, String operation) {
        return jdbc.list(
                "select * from effect_file where tenant = ? and operation = ? and " + condition
                        + " order by due_at limit " + MOST,
                EffectFiles::read,
                tenant,
                operation);
    }

    /** Files to look at now. */
    public List<EffectFile> due(String operation, FileState state, long now) {
        return jdbc.list(
                "select * from effect_file where tenant = ? and operation = ? and state = ? and due_at <= ?"
                        + " order by due_at limit " + MOST,
                EffectFiles::read,
                tenant,
                operation,
                state.word(),
                now);
    }

    /** True if a file is on its way to the API. */
    public boolean someSending(String operation) {
        return some("state in ('filling', 'sending')", operation);
    }

    /** True if a file may have been taken and its job is not known. */
    public boolean someUnidentified(String operation) {
        return some("state in ('accepted', 'unclear') and job_id = ''", operation);
    }

    private boolean some(String condition, String operation) {
        return jdbc.one(
                        "select 1 from effect_file where tenant = ? and operation = ? and " + condition + " limit 1",
                        row -> 1,
                        tenant,
                        operation)
                .isPresent();
    }

    /** True if one of the names is that of a file of ours. */
    public boolean someOurs(List<String> names) {
        return !names.isEmpty()
                && jdbc.one(
                                "select 1 from effect_file where name in (" + EffectSql.places(names.size())
                                        + ") limit 1",
                                row -> 1,
                                names.toArray())
                        .isPresent();
    }

    /** Number of files whose job is at work. */
    public int underWay(String operation) {
        return jdbc.one(
                        "select count(*) from effect_file where tenant = ? and operation = ? and state = 'accepted'",
                        row -> row.getInt(1),
                        tenant,
                        operation)
                .orElse(0);
    }

    /** Names of other files of about its time. */
    public Set<String> namesBeside(EffectFile file) {
        return beside("name", file);
    }

    /** Jobs that are known to be of other files. */
    public Set<String> jobsBeside(EffectFile file) {
        return beside("job_id", file);
    }

    private Set<String> beside(String column, EffectFile file) {
        return jdbc
                .list(
                        "select " + column + " from effect_file where operation = ? and " + column
                                + " <> '' and file_id <> ? and sent_at >= ?",
                        row -> row.getString(1),
                        file.operation(),
                        file.id(),
                        file.sentAt() == null ? 0L : file.sentAt() - DAY)
                .stream()
                .collect(Collectors.toSet());
    }

    public Optional<EffectFile> find(String id) {
        return jdbc.one("select * from effect_file where file_id = ?", EffectFiles::read, id);
    }

    /** A file by its name. */
    public Optional<EffectFile> named(String name) {
        return jdbc.one("select * from effect_file where name = ?", EffectFiles::read, name);
    }

    /** The newest first. */
    public List<EffectFile> recent(int limit) {
        return jdbc.list("select * from effect_file order by since desc, name desc limit ?", EffectFiles::read, limit);
    }

    /** Files that ended from one time on and before another, the oldest first. */
    public List<EffectFile> endedBetween(long from, long before) {
        return jdbc.list(
                "select * from effect_file where tenant = ? and ended_at >= ? and ended_at < ? order by ended_at limit "
                        + MOST,
                EffectFiles::read,
                tenant,
                from,
                before);
    }

    private static EffectFile read(ResultSet row) throws SQLException {
        return new EffectFile(
                row.getString("file_id"),
                row.getString("tenant"),
                row.getString("operation"),
                row.getString("flow"),
                row.getString("name"),
                Path.of(row.getString("path")),
                FileState.of(row.getString("state")),
                row.getInt("row_count"),
                row.getBigDecimal("total"),
                row.getString("sha256"),
                row.getString("job_id"),
                row.getBoolean("answered"),
                row.getString("sender"),
                row.getLong("version"),
                row.getLong("due_at"),
                row.getInt("looks"),
                optional(row, "sent_at"),
                row.getLong("since"),
                optional(row, "ended_at"),
                row.getString("note"));
    }

    private static @Nullable Long optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
