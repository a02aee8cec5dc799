import ai.returning.routes.codec.StandardWebhooks;
import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.Pointers;
import ai.returning.routes.inbox.front.FrontSettings;
import ai.returning.routes.inbox.front.IngestServer;
import ai.returning.routes.inbox.front.WebhookEndpoint;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.Dialect;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * The front and the inbox of the product, without routes. Side {@code front-nothing} has everything but a database: each
 * insert is answered as if it had been made.
 */
public final class IngestFront {
    private IngestFront() {}

    public static void main(String[] args) throws InterruptedException {
        Jdbc jdbc = args[0].equals("front-nothing") ? new Jdbc(nowhere(), Dialect.POSTGRESQL) : state().jdbc();
        InboxStore store = new InboxStore(jdbc);
        String commits = System.getenv("BENCH_COMMITS");
        Inbox inbox = commits == null
                ? new Inbox(store, Clock.systemUTC(), 10_000, type -> {})
                : new Inbox(store, Clock.systemUTC(), 10_000, Integer.parseInt(commits), type -> {});
        WebhookCodec codec = new WebhookCodec(
                List.of(new StandardWebhooks(
                        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Duration.ofMinutes(5))),
                null,
                List.of());
        Pointers pointers = new Pointers(
                Map.of("user", Map.of("id", Pointers.compile(List.of("/user/user_id", "/user/id", "/user_id")))),
                Pointers.compile(List.of("/timestamp", "/createdAt")),
                Pointers.compile(List.of("/version")));
        EventRules rules = new EventRules("visits", "visit", "bench", pointers, List.of(), true, true, false);
        FrontSettings usual = FrontSettings.STANDARD;
        FrontSettings settings = new FrontSettings(
                usual.address(),
                Integer.parseInt(System.getenv("BENCH_PORT")),
                usual.maxBody(),
                usual.bodyTimeout(),
                usual.idleTimeout(),
                usual.commitTimeout(),
                usual.maxConnections(),
                usual.buffered(),
                usual.failuresPerMinute(),
                System.getenv("BENCH_THREADS") == null ? usual.threads() : Integer.parseInt(System.getenv("BENCH_THREADS")));
        IngestServer.start(
                settings, inbox, List.of(new WebhookEndpoint("bench", rules, codec, false, StandardWebhooks.ID)));
        new CountDownLatch(1).await();
    }

    private static StateDatabase state() {
        return StateDatabase.open(new StateSettings(
                System.getenv("BENCH_STATE_URL"), System.getenv("BENCH_STATE_USER"), "bench", 8));
    }

    private static DataSource nowhere() {
        return proxy(DataSource.class, (self, method, values) -> method.getName().equals("getConnection")
                ? nothing()
                : null);
    }

    /** Says of each insert that every row was stored: it gives back the first of its arrays, which are the ids. */
    private static Connection nothing() {
        Object[][] ids = new Object[1][];
        Connection[] own = new Connection[1];
        PreparedStatement statement = proxy(PreparedStatement.class, (self, method, values) -> switch (method.getName()) {
            case "executeQuery" -> rows(ids[0]);
            case "getConnection" -> own[0];
            default -> null;
        });
        own[0] = proxy(Connection.class, (self, method, values) -> switch (method.getName()) {
            case "prepareStatement" -> {
                ids[0] = null;
                yield statement;
            }
            case "createArrayOf" -> {
                ids[0] = ids[0] == null ? (Object[]) values[1] : ids[0];
                yield null;
            }
            default -> null;
        });
        return own[0];
    }

    private static ResultSet rows(Object[] ids) {
        int[] row = {-1};
        return proxy(ResultSet.class, (self, method, values) -> switch (method.getName()) {
            case "next" -> ++row[0] < ids.length;
            case "getString" -> ids[row[0]];
            default -> null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
