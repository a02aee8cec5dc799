package ai.returning.routes.effects.file;

import ai.returning.routes.jdbc.Jdbc;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files of effects. Every write names the version it starts from. */
public final class EffectFiles {
    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";
    private static final int MOST = 100;

    private final Jdbc jdbc;

    public EffectFiles(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a file whose filling begins. */
    void open(EffectFile file, String owner, long lease) {
        jdbc.update(
                "insert into effect_file (file_id, tenant, operation, flow, name, path, state, row_count, total, sha256,"
                        + " job_id, version, owner, lease_until, due_at, looks, note)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + NOW + " + ?, ?, ?, ?)",
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
                file.version(),
                owner,
                lease,
                file.dueAt(),
                file.looks(),
                file.note());
    }

    /**
     * Writes a file that nobody works on from now on.
     *
     * @return as it stands then; empty if somebody else was faster
     */
    Optional<EffectFile> write(EffectFile file) {
        return write(file, null, 0);
    }

    /**
     * Writes a file.
     *
     * @param owner who goes on with it, for so many milliseconds
     * @return as it stands then; empty if somebody else was faster
     */
    Optional<EffectFile> write(EffectFile file, @Nullable String owner, long lease) {
        int count = jdbc.update(
                "update effect_file set state = ?, row_count = ?, total = ?, sha256 = ?, job_id = ?,"
                        + " version = version + 1, owner = ?, lease_until = " + NOW + " + ?, due_at = ?, looks = ?,"
                        + " sent_at = ?, ended_at = ?, note = ? where file_id = ? and version = ?",
                file.state().word(),
                file.rows(),
                file.total(),
                file.sha256(),
                file.jobId(),
                owner,
                lease,
                file.dueAt(),
                file.looks(),
                file.sentAt(),
                file.endedAt(),
                clip(file.note()),
                file.id(),
                file.version());
        return count == 1 ? Optional.of(file.written()) : Optional.empty();
    }

    private static String clip(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    /** Files whose filler or sender is silent for longer than its lease. */
    List<EffectFile> lost(String operation) {
        return jdbc.list(
                "select * from effect_file where operation = ? and state in ('filling', 'sending') and lease_until <= "
                        + NOW + " order by due_at limit " + MOST,
                EffectFiles::read,
                operation);
    }

    /** Files of which it is decided what becomes of the effects, and some effects may not know it yet. */
    List<EffectFile> unfinished(String operation) {
        return jdbc.list(
                "select * from effect_file where operation = ? and state in ('abandoned', 'absent', 'person')"
                        + " and ended_at is null and lease_until <= " + NOW + " order by due_at limit " + MOST,
                EffectFiles::read,
                operation);
    }

    /** Files to look at now. */
    List<EffectFile> due(String operation, FileState state, long now) {
        return jdbc.list(
                "select * from effect_file where operation = ? and state = ? and due_at <= ? order by due_at limit "
                        + MOST,
                EffectFiles::read,
                operation,
                state.word(),
                now);
    }

    /** True if a file is on its way to the API. */
    boolean someSending(String operation) {
        return jdbc.one(
                        "select 1 from effect_file where operation = ? and state in ('filling', 'sending') limit 1",
                        row -> 1,
                        operation)
                .isPresent();
    }

    /** True if a file may have been taken and its job is not known. */
    boolean someUnidentified(String operation) {
        return jdbc.one(
                        "select 1 from effect_file where operation = ? and state in ('accepted', 'unclear')"
                                + " and job_id = '' limit 1",
                        row -> 1,
                        operation)
                .isPresent();
    }

    /** True if one of the names is that of a file of ours. */
    boolean someOurs(List<String> names) {
        return !names.isEmpty()
                && jdbc.one(
                                "select 1 from effect_file where name in ("
                                        + String.join(", ", Collections.nCopies(names.size(), "?")) + ") limit 1",
                                row -> 1,
                                names.toArray())
                        .isPresent();
    }

    /** Number of files whose job is known and not at its end. */
    int underWay(String operation) {
        return jdbc.one(
                        "select count(*) from effect_file where operation = ? and state in ('accepted', 'unclear')",
                        row -> row.getInt(1),
                        operation)
                .orElse(0);
    }

    /** Jobs that are known to be of other files. */
    Set<String> jobsBeside(EffectFile file) {
        return jdbc
                .list(
                        "select job_id from effect_file where operation = ? and job_id <> '' and file_id <> ?"
                                + " and sent_at >= ?",
                        row -> row.getString(1),
                        file.operation(),
                        file.id(),
                        file.sentAt() == null ? 0L : file.sentAt() - 86_400_000L)
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

    /** All files that were opened, the newest first. */
    public List<EffectFile> recent(int limit) {
        return jdbc.list("select * from effect_file order by due_at desc, name desc limit ?", EffectFiles::read, limit);
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
                row.getLong("version"),
                row.getLong("due_at"),
                row.getInt("looks"),
                optional(row, "sent_at"),
                optional(row, "ended_at"),
                row.getString("note"));
    }

    private static @Nullable Long optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
