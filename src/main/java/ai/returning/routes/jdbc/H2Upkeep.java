package ai.returning.routes.jdbc;

import ai.returning.routes.support.Redaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an H2 file small while it is written. Each commit leaves a block of its own, most pages of which the next commits
 * replace; with WRITE_DELAY=0 nothing in H2 gathers the pages that still count, and the file grows without an end.
 *
 * <p>A block may be overwritten early, because a <em>pin</em> keeps every block that was in use at the last flush: only what
 * was left before it, by commits that are on the disk, is free. If this falls silent, nothing more is freed and the file
 * grows, which harms nobody.
 */
final class H2Upkeep implements Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(H2Upkeep.class);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    /** Blocks so young are left alone: most of their pages will soon be replaced anyway. */
    static final Duration YOUNG = Duration.ofSeconds(2);
    /** Smaller files are not worth any writing. */
    private static final long SMALL = 16L << 20;
    /** Below this share of pages that count, in percent, they are gathered. */
    private static final int SPARSE = 50;
    /** Gathered at once, in bytes: commits wait meanwhile. */
    private static final int PORTION = 1 << 20;

    private static final int PORTIONS = 4;

    private final Connection connection;
    private final MVStore store;
    private final ScheduledExecutorService thread;
    private MVStore.TxCounter pin;
    private long flushed;
    private boolean released;

    private H2Upkeep(Connection connection, MVStore store, Duration young) {
        this.connection = connection;
        this.store = store;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread upkeep = new Thread(work, "state-upkeep");
            upkeep.setDaemon(true);
            return upkeep;
        });
        // the flush comes first: until then only what H2 itself takes for old may be overwritten
        this.pin = store.registerVersionUsage();
        this.flushed = flush();
        store.setRetentionTime((int) young.toMillis());
    }

    /** Begins with a file of this process; empty for memory or a server, which need none. */
    static Optional<H2Upkeep> start(DataSource state) {
        Optional<H2Upkeep> upkeep = of(state, YOUNG);
        upkeep.ifPresent(one -> one.thread.scheduleWithFixedDelay(
                one::passOrWarn, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        return upkeep;
    }

    /** The same without a thread. */
    static Optional<H2Upkeep> of(DataSource state, Duration young) {
        try {
            // kept, so that the pool cannot close the file by giving back its last connection
            Connection connection = state.getConnection();
            if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                    && session.getDatabase().isPersistent()
                    && !session.getDatabase().isReadOnly()) {
                return Optional.of(new H2Upkeep(
                        connection, session.getDatabase().getStore().getMvStore(), young));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private void passOrWarn() {
        try {
            pass();
        } catch (RuntimeException e) {
            LOG.warn("The state file is not tidied this time: {}", Redaction.clip(String.valueOf(e.getMessage()), 200));
        }
    }

    /** Gathers some pages if it is worth it, flushes, and frees what was left before. */
    synchronized void pass() {
        if (released || store.isClosed()) {
            return;
        }
        for (int i = 0; i < PORTIONS && store.getFileStore().size() > SMALL; i++) {
            if (store.compact(SPARSE, PORTION)) {
                store.commit();
            }
        }
        if (store.getCurrentVersion() == flushed && !store.hasUnsavedChanges()) {
            return;
        }
        MVStore.TxCounter next = store.registerVersionUsage();
        flushed = flush();
        store.deregisterVersionUsage(pin);
        pin = next;
    }

    /** Waits for the commit that is being written, too: its block is not in the file before it has ended. */
    private long flush() {
        store.commit();
        long version = store.getCurrentVersion();
        store.sync();
        return version;
    }

    @Override
    public void close() {
        // never interrupted: that would close the file under everybody
        thread.shutdown();
        release();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection of the upkeep was gone: {}", e.getMessage());
        }
    }

    private synchronized void release() {
        released = true;
        if (!store.isClosed()) {
            store.setRetentionTime(store.getFileStore().getDefaultRetentionTime());
            store.deregisterVersionUsage(pin);
        }
    }
}
