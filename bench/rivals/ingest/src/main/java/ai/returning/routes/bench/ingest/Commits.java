package ai.returning.routes.bench.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Stores all that waits by one statement and one commit, then tells each. */
final class Commits extends Thread {
    private static final int MOST = 256;

    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final Consumer<Peer> stored;
    private final Runnable all;

    record Event(Peer peer, String id, byte[] body) {}

    Commits(Consumer<Peer> stored, Runnable all) {
        super("commits");
        this.stored = stored;
        this.all = all;
        setDaemon(true);
    }

    void add(Event event) {
        waiting.add(event);
    }

    @Override
    public void run() {
        try (Connection connection = DriverManager.getConnection(
                        System.getenv("BENCH_STATE_URL") + "?prepareThreshold=-1", System.getenv("BENCH_STATE_USER"), "bench");
                PreparedStatement insert = connection.prepareStatement("insert into event (id, body, received_at)"
                        + " select i, b, ? from unnest(?::text[], ?::bytea[]) as t (i, b) on conflict do nothing")) {
            while (true) {
                List<Event> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST - 1);
                store(connection, insert, batch);
                batch.forEach(event -> stored.accept(event.peer()));
                all.run();
            }
        } catch (SQLException | InterruptedException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // the load sees that no answer comes
        }
    }

    private static void store(Connection connection, PreparedStatement insert, List<Event> batch) throws SQLException {
        insert.setLong(1, System.currentTimeMillis());
        insert.setArray(2, connection.createArrayOf("text", batch.stream().map(Event::id).toArray()));
        insert.setArray(3, connection.createArrayOf("bytea", batch.stream().map(Event::body).toArray(byte[][]::new)));
        insert.executeUpdate();
    }
}
