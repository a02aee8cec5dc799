package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs: at most one open run a flow, held by a lease. Leases go by the clock of the database. */
public final class RunStore {
    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String INSERT = """
            insert into sync_run (run_id, flow, open_flow, due_at, state, owner, lease_until, mapping_hash, query_hash,
                contract_hash, full_run, row_limit, confirmed, resumed, settle_only, braked, read_rows, unchanged_rows,
                applied_rows, rejected_rows, invalid_rows, unverified_rows, skipped_rows, gone_rows, added_rows,
                changed_rows, chunks, seconds, started_at)
            select ?, ?, ?, ?, ?, ?, %s + ?, ?, ?, ?, ?, ?, ?, false, false, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?
            where not exists (select 1 from sync_run where open_flow = ?)
              and not exists (select 1 from sync_run where flow = ? and due_at = ?)
            """.formatted(NOW);

    private final Jdbc jdbc;

    RunStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens a new run; false if the flow has an open run or a run of this due time. */
    public boolean open(RunRow run, String owner, Duration lease) {
        try {
            return jdbc.update(
                            INSERT,
                            run.runId(),
                            run.flow(),
                            run.flow(),
                            run.dueAt(),
                            run.state().word(),
                            owner,
                            lease.toMillis(),
                            run.mappingHash(),
                            run.queryHash(),
                            run.contractHash(),
                            run.full(),
                            run.limit(),
                            run.confirmed(),
                            run.startedAt(),
                            run.flow(),
                            run.flow(),
                            run.dueAt())
                    == 1;
        } catch (RaiException e) {
            if (findOpen(run.flow()).isPresent()) {
                return false; // lost the race to another starter
            }
            throw e;
        }
    }

    public Optional<RunRow> findOpen(String flow) {
        return jdbc.one("select * from sync_run where open_flow = ?", RunStore::read, flow);
    }

    public List<String> openFlows() {
        return jdbc.list(
                "select flow from sync_run where open_flow is not null order by started_at", row -> row.getString(1));
    }

    public Optional<RunRow> findDue(String flow, String dueAt) {
        return jdbc.one("select * from sync_run where flow = ? and due_at = ?", RunStore::read, flow, dueAt);
    }

    public Optional<RunRow> findConfirmable(String flow, String code) {
        return jdbc
                .list(
                        "select * from sync_run where flow = ? and confirm_code = ? and braked order by started_at desc",
                        RunStore::read,
                        flow,
                        code)
                .stream()
                .findFirst();
    }

    public Optional<RunRow> find(String runId) {
        return jdbc.one("select * from sync_run where run_id = ?", RunStore::read, runId);
    }

    /** Newest first; all flows if {@code flow} is null. */
    public List<RunRow> recent(@Nullable String flow, int limit) {
        return jdbc.list(
                "select * from sync_run where (cast(? as varchar) is null or flow = ?) order by started_at desc limit ?",
                RunStore::read,
                flow,
                flow,
                limit);
    }

    /** Ended runs of a flow that began before a time and still have chunks or rows in quarantine. */
    public List<String> endedBefore(String flow, OffsetDateTime time) {
        return jdbc.list(
                "select run_id from sync_run where flow = ? and open_flow is null and started_at < ?"
                        + " and (exists (select 1 from sync_chunk c where c.run_id = sync_run.run_id)"
                        + " or exists (select 1 from quarantine q where q.run_id = sync_run.run_id))",
                row -> row.getString(1),
                flow,
                time);
    }

    /** How long the lease of a run still holds; zero or less when it is over. */
    public Duration leaseLeft(String runId) {
        return jdbc.one("select lease_until - " + NOW + " from sync_run where run_id = ?", row -> row.getLong(1), runId)
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    /** Extends the lease; false if the run is no longer ours. */
    public boolean renew(String runId, String owner, Duration lease) {
        return jdbc.update(
                        "update sync_run set lease_until = " + NOW + " + ? where run_id = ? and owner = ?"
                                + " and open_flow is not null",
                        lease.toMillis(),
                        runId,
                        owner)
                == 1;
    }

    /**
     * Refuses work on a run that is no longer ours; RUN_STATE_LOST. Within a transaction nobody can take the run over
     * until it ends, so that what is written after this is never written beside a new holder.
     */
    public void mustHold(String runId, String owner) {
        must(
                jdbc.list(
                                "select 1 from sync_run where run_id = ? and owner = ? and open_flow is not null"
                                        + " for update",
                                row -> row.getInt(1),
                                runId,
                                owner)
                        .size(),
                runId);
    }

    /** Takes a dead run over; false if somebody else was faster or it lives. */
    public boolean takeOver(
            String runId,
            @Nullable String deadOwner,
            String owner,
            Duration lease,
            boolean settleOnly,
            boolean anyLease) {
        return jdbc.update(
                        "update sync_run set owner = ?, lease_until = " + NOW + " + ?, resumed = true,"
                                + " settle_only = settle_only or ?, state = case when settle_only or ? then 'settling'"
                                + " else 'open' end where run_id = ? and open_flow is not null"
                                + " and coalesce(owner, '') = coalesce(?, '') and (? or lease_until <= " + NOW + ")",
                        owner,
                        lease.toMillis(),
                        settleOnly,
                        settleOnly,
                        runId,
                        deadOwner,
                        anyLease)
                == 1;
    }

    /** From now on the run only settles; {@code why} becomes its error. */
    public void settleOnly(String runId, String owner, String why) {
        jdbc.update(
                "update sync_run set settle_only = true, error = coalesce(error, ?) where run_id = ? and owner = ?",
                clip(why),
                runId,
                owner);
    }

    public void state(String runId, String owner, RunState state) {
        must(
                jdbc.update(
                        "update sync_run set state = ? where run_id = ? and owner = ? and open_flow is not null",
                        state.word(),
                        runId,
                        owner),
                runId);
    }

    public void knownJobs(String runId, String owner, String jobs) {
        must(
                jdbc.update(
                        "update sync_run set known_jobs = ? where run_id = ? and owner = ? and open_flow is not null",
                        jobs,
                        runId,
                        owner),
                runId);
    }

    /** Ends the run and frees its flow. */
    public void end(RunRow run, String owner) {
        must(writeOutcome(run, owner, ", open_flow = null, owner = null"), run.runId());
    }

    /** Leaves the run open but free, so that the next start settles what is still to be learnt. */
    public void leaveSettling(RunRow run, String owner) {
        must(writeOutcome(run, owner, ", owner = null, lease_until = 0, settle_only = true"), run.runId());
    }

    private int writeOutcome(RunRow run, String owner, String more) {
        Books books = run.books();
        return jdbc.update(
                "update sync_run set state = ?, braked = ?, confirm_code = ?, tripped = ?, read_rows = ?,"
                        + " unchanged_rows = ?, applied_rows = ?, rejected_rows = ?, invalid_rows = ?,"
                        + " unverified_rows = ?, skipped_rows = ?, gone_rows = ?, added_rows = ?, changed_rows = ?,"
                        + " chunks = ?, seconds = ?, evidence = ?, error = ?, notes = ?, ended_at = ?" + more
                        + " where run_id = ? and owner = ? and open_flow is not null",
                run.state().word(),
                run.braked(),
                run.confirmCode(),
                run.tripped(),
                books.read(),
                books.unchanged(),
                books.applied(),
                books.rejected(),
                books.invalid(),
                books.unverified(),
                books.skipped(),
                books.gone(),
                books.added(),
                books.changed(),
                run.chunks(),
                run.seconds(),
                run.evidence(),
                clip(run.error()),
                run.notes(),
                run.endedAt(),
                run.runId(),
                owner);
    }

    private static void must(int rows, String runId) {
        if (rows != 1) {
            throw new RaiException(
                    ErrorCode.RUN_STATE_LOST,
                    "Run " + runId + " is no longer held by this process (lease lost). Nothing was written; the other"
                            + " process continues it.");
        }
    }

    private static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= 4000 ? text : text.substring(0, 4000);
    }

    private static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
                row.getString("run_id"),
                row.getString("flow"),
                row.getString("due_at"),
                RunState.of(row.getString("state")),
                row.getString("owner"),
                row.getString("mapping_hash"),
                row.getString("query_hash"),
                row.getString("contract_hash"),
                row.getBoolean("full_run"),
                row.getLong("row_limit"),
                row.getString("confirmed"),
                row.getBoolean("resumed"),
                row.getBoolean("settle_only"),
                row.getString("known_jobs"),
                row.getBoolean("braked"),
                row.getString("confirm_code"),
                row.getString("tripped"),
                books(row),
                row.getInt("chunks"),
                row.getDouble("seconds"),
                row.getString("evidence"),
                row.getString("error"),
                row.getString("notes"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("ended_at", OffsetDateTime.class));
    }

    private static Books books(ResultSet row) throws SQLException {
        return new Books(
                row.getLong("read_rows"),
                row.getLong("unchanged_rows"),
                row.getLong("applied_rows"),
                row.getLong("rejected_rows"),
                row.getLong("invalid_rows"),
                row.getLong("unverified_rows"),
                row.getLong("skipped_rows"),
                row.getLong("gone_rows"),
                row.getLong("added_rows"),
                row.getLong("changed_rows"));
    }
}
