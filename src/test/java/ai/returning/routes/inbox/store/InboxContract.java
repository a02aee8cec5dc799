package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An inbox in a state database, for what every such database must do. */
abstract class InboxContract {
    static final long LEASE = 60_000;
    /** After all that arrives here. */
    static final long NOW = System.currentTimeMillis() + 3_600_000;

    final EventRules rules = TestPointers.rules("visits", "visit");
    private StateDatabase database;
    InboxStore store;
    Inbox inbox;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new InboxStore(database.jdbc());
        inbox = new Inbox(store, Clock.systemUTC(), 1000, type -> {});
    }

    @AfterEach
    void close() {
        inbox.close();
        database.close();
    }

    Inbox.Taken take(InboxEvent event) {
        return inbox.take(event).orElseThrow().join();
    }

    List<InboxEvent> claim(int limit) {
        return store.claim("visit", null, "me", NOW, LEASE, limit);
    }

    static Finish end(InboxEvent event, EventState state) {
        return new Finish(event, state, 0, null, 1, state == EventState.DONE);
    }

    static byte[] body(String user, int number) {
        return bytes("{\"user\":{\"id\":\"" + user + "\"},\"timestamp\":" + (1779095700000L + number) + "}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
