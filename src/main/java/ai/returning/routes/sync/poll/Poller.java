package ai.returning.routes.sync.poll;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.PollReport.End;
import ai.returning.routes.sync.source.CursorQuery;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.store.PollCursors;
import ai.returning.routes.sync.store.PollCursors.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls for one flow, a round at a time. Rows are read, the connection is given back, the rows are dealt with, then the
 * cursor moves: a process that dies in between repeats rows, so what deals with them must do each once. Rows that share
 * a value of the cursor are never parted by it.
 */
public final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    /** The cursor is held for so long from the last sign of life; losing it is harmless, for rows may be repeated. */
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** Rows of one value of the cursor that fit into memory for sure. */
    private static final int MOST = 200_000;

    private final PollPlan plan;
    private final PollSources sources;
    private final PollCursors cursors;
    private final Predicate<String> stopped;
    private final Clock clock;
    private final String owner;
    private final SliceReader reader;
    private final SeenRows seen = new SeenRows();
    private volatile boolean halted;
    private volatile @Nullable RowSource open;

    /**
     * @param stopped whether a person has stopped the flow of a name; asked before each reading and each batch
     * @param clock of the state database
     * @param owner names this process
     * @throws RaiException SOURCE_REFUSED if the query has no {@code :cursor}
     */
    public Poller(
            PollPlan plan,
            PollSources sources,
            PollCursors cursors,
            Predicate<String> stopped,
            Clock clock,
            String owner) {
        this.plan = plan;
        this.sources = sources;
        this.cursors = cursors;
        this.stopped = stopped;
        this.clock = clock;
        this.owner = owner;
        this.reader = new SliceReader(plan, CursorQuery.of(plan.source(), sources.url(plan.source()), plan.sql()));
    }

    /**
     * Reads from the cursor to the end. Not for several threads at a time.
     *
     * @param run names the round
     * @throws RaiException as the source, the state database or the handler has it; the cursor stays where it was
     */
    public PollReport round(String run, RowHandler handler) {
        if (isHalted()) {
            return new PollReport(End.STOPPED, 0, 0);
        }
        Optional<Cursor> claimed = cursors.claim(plan.flow(), plan.start(), owner, clock.millis(), until());
        if (claimed.isEmpty()) {
            return new PollReport(End.BUSY, 0, 0);
        }
        Round round = new Round(claimed.get(), run, handler);
        String error = "";
        try {
            return round.report(round.read());
        } catch (RuntimeException e) {
            if (halted) {
                return round.report(End.STOPPED);
            }
            error = String.valueOf(e.getMessage());
            throw e;
        } finally {
            release(error);
        }
    }

    /** The claim runs out by itself, so what the database says here must not hide how the round ended. */
    private void release(String error) {
        try {
            cursors.release(plan.flow(), owner, clock.millis(), error);
        } catch (RaiException e) {
            LOG.warn("The cursor of a flow is held for a minute more: flow={} reason={}", plan.flow(), e.getMessage());
        }
    }

    /** Ends the round under way before its next batch, and a wait for the source at once. */
    public void stop() {
        halted = true;
        RowSource source = open;
        if (source != null) {
            source.close();
        }
    }

    private boolean isHalted() {
        return halted || stopped.test(plan.flow());
    }

    private long until() {
        return clock.millis() + LEASE.toMillis();
    }

    /** One round with what it has done so far. */
    private final class Round {
        private final String run;
        private final RowHandler handler;
        /** Rows of all rounds before. */
        private final long before;

        private final Instant begun = clock.instant();
        private Cursor held;
        private boolean warned;
        private long rows;
        private long repeated;

        Round(Cursor held, String run, RowHandler handler) {
            this.held = held;
            this.before = held.rows();
            this.run = run;
            this.handler = handler;
        }

        PollReport report(End end) {
            return new PollReport(end, rows, repeated);
        }

        End read() {
            try (RowSource source = sources.open(plan.source())) {
                open = source;
                return read(source);
            } finally {
                open = null;
            }
        }

        private End read(RowSource source) {
            CursorValue from =
                    plan.overlap().isNone() ? held.value() : held.value().minus(plan.overlap());
            int limit = plan.batch() + 1;
            while (!isHalted()) {
                Slice slice = reader.read(source, from, limit);
                CursorValue end = slice.end();
                if (!slice.last() && (end == null || end.isSame(from))) {
                    limit = more(limit, from);
                    continue;
                }
                End ended = deal(slice.rows());
                if (ended != End.DONE || end != null && !move(end)) {
                    return ended == End.DONE ? End.BUSY : ended;
                }
                if (slice.last() || end == null) {
                    return End.DONE;
                }
                from = end;
                limit = plan.batch() + 1;
            }
            return End.STOPPED;
        }

        /** All rows that were read have one value: none of them may be parted from the others. */
        private int more(int limit, CursorValue from) {
            if (limit >= MOST) {
                throw new RaiException(
                        ErrorCode.SOURCE_REFUSED,
                        "More than " + MOST + " rows of flow '" + plan.flow() + "' share a value of column '"
                                + plan.column() + "' at or after '" + from.text()
                                + "'. Poll by a column that tells rows apart, such as their number.");
            }
            return Math.min(MOST, limit * 2);
        }

        private End deal(List<Map<String, @Nullable Object>> all) {
            List<Map<String, @Nullable Object>> fresh = fresh(all);
            for (int at = 0; at < fresh.size(); at += plan.batch()) {
                if (isHalted()) {
                    return End.STOPPED;
                }
                if (!cursors.renew(held, until())) {
                    return End.BUSY;
                }
                List<Map<String, @Nullable Object>> batch =
                        fresh.subList(at, Math.min(fresh.size(), at + plan.batch()));
                handler.accept(new ArrayList<>(batch), run);
                rows += batch.size();
                if (!plan.overlap().isNone()) {
                    batch.forEach(seen::add);
                }
            }
            return End.DONE;
        }

        private List<Map<String, @Nullable Object>> fresh(List<Map<String, @Nullable Object>> all) {
            if (plan.overlap().isNone()) {
                return all;
            }
            List<Map<String, @Nullable Object>> fresh =
                    all.stream().filter(row -> !seen.contains(row)).toList();
            repeated += all.size() - fresh.size();
            return fresh;
        }

        /** Within the overlap the cursor stays; it never goes back, nor beyond the present. */
        private boolean move(CursorValue read) {
            CursorValue end = read.notAfter(begun);
            if (end != read && !warned) {
                warned = true;
                LOG.warn(
                        "Flow {}: a row has {} in the future ({}); it is read again until then. Correct it",
                        plan.flow(),
                        plan.column(),
                        read.text());
            }
            boolean ahead = end.kind() == CursorKind.TEXT ? !end.isSame(held.value()) : end.compareTo(held.value()) > 0;
            Optional<Cursor> moved = ahead
                    ? cursors.move(held, end, rows - (held.rows() - before), clock.millis(), until())
                    : Optional.of(held);
            moved.ifPresent(cursor -> held = cursor);
            return moved.isPresent();
        }
    }
}
