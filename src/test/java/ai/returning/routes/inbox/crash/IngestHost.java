package ai.returning.routes.inbox.crash;

import ai.returning.routes.codec.StandardWebhooks;
import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventHandler;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.front.FrontSettings;
import ai.returning.routes.inbox.front.IngestServer;
import ai.returning.routes.inbox.front.WebhookEndpoint;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.inbox.write.EventSql;
import ai.returning.routes.inbox.write.EventWriter;
import ai.returning.routes.inbox.write.JointEnd;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.inbox.write.TargetSettings;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** A process that takes signed events in and writes each to another database, until it is killed. */
public final class IngestHost {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String PATH_TOKEN = "0123456789abcdef0123456789abcdef";
    static final String ENDPOINT = "visits";
    static final String TYPE = "visit";

    private static final String INSERT = "insert into visit (k) values (:key)";

    private static final DispatchSettings FAST = new DispatchSettings(
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            100,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofDays(90));

    private IngestHost() {}

    /** @param arguments port; state URL, user, password; target URL, user, password; guard on or off */
    public static void main(String[] arguments) throws InterruptedException {
        StateDatabase state = StateDatabase.open(new StateSettings(arguments[1], arguments[2], arguments[3], 8));
        DataSource target = target(arguments[4], arguments[5], arguments[6]);
        boolean guarded = Boolean.parseBoolean(arguments[7]);
        InboxStore store = new InboxStore(state.jdbc());
        String owner = "process " + ProcessHandle.current().pid();
        EventDispatcher dispatcher = new EventDispatcher(store, Clock.systemUTC(), owner, FAST)
                .start(state.dialect().heldByOneProcess());
        TargetDatabase visits =
                TargetDatabase.of(TargetSettings.of("visits", arguments[4], arguments[5], arguments[6]));
        EventWriter writer = new EventWriter(
                arguments[4].equals(arguments[1]) ? visits.keeping(new JointEnd(Clock.systemUTC())) : visits,
                EventSql.parse("visit.sql", INSERT),
                "visits",
                "key");
        EventHandler handler = guarded ? new Writing(writer) : event -> insert(target, event.key());
        dispatcher.subscribe(TYPE, null, 4, handler);
        Inbox inbox = new Inbox(store, Clock.systemUTC(), 10_000, dispatcher::arrived);
        WebhookCodec codec = new WebhookCodec(
                List.of(new StandardWebhooks(List.of(SECRET), Duration.ofMinutes(5))), null, List.of());
        EventRules rules =
                new EventRules(ENDPOINT, TYPE, "lantern", TestPointers.STANDARD, List.of(), true, true, false);
        FrontSettings usual = FrontSettings.STANDARD;
        FrontSettings here = new FrontSettings(
                usual.address(),
                Integer.parseInt(arguments[0]),
                usual.maxBody(),
                usual.bodyTimeout(),
                usual.idleTimeout(),
                usual.commitTimeout(),
                usual.maxConnections(),
                usual.buffered(),
                usual.failuresPerMinute(),
                usual.threads());
        IngestServer.start(here, inbox, List.of(new WebhookEndpoint(PATH_TOKEN, rules, codec, false, "")));
        new CountDownLatch(1).await();
    }

    /** As step apply does, and as the last step of its route. */
    private record Writing(EventWriter writer) implements EventHandler {
        @Override
        public void handle(InboxEvent event) {
            handleAndEnd(event);
        }

        @Override
        public boolean handleAndEnd(InboxEvent event) {
            return writer.writeAndEnd(Map.of("key", event.key()), event);
        }
    }

    private static DataSource target(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** Without a guard: what a route does that inserts and hopes. */
    private static void insert(DataSource target, String key) throws SQLException {
        try (Connection connection = target.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT.replace(":key", "?"))) {
            insert.setString(1, key);
            insert.executeUpdate();
        }
    }
}
