package ai.returning.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.States;
import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A CRM that takes calls and says nothing: what waits for it waits, and nobody else does. */
@Timeout(120)
class HangingCrmIT {
    private static final int EVENTS = 40;

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch mended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer crm;
    private HubspotWriter writer;
    private StateDatabase database;
    private InboxStore store;
    private EventDispatcher dispatcher;
    private Inbox inbox;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crm.setExecutor(threads);
        crm.createContext("/", exchange -> {
            calls.incrementAndGet();
            try {
                mended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] answer = "{\"results\":[{\"id\":\"1\"}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        crm.createContext("/trickling", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!mended.await(50, TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        crm.start();
        writer = writer("/contacts");
        database = StateDatabase.open(States.h2(folder, 4));
        store = new InboxStore(database.jdbc());
        dispatcher = new EventDispatcher(
                        store,
                        Clock.systemUTC(),
                        "here",
                        new DispatchSettings(
                                Duration.ofMillis(20),
                                Duration.ofSeconds(60),
                                3,
                                Duration.ofMillis(10),
                                Duration.ofMillis(20),
                                Duration.ofDays(90)))
                .start(true);
        inbox = new Inbox(store, Clock.systemUTC(), 1000, dispatcher::arrived);
        dispatcher.subscribe(
                "join",
                null,
                4,
                event -> writer.upsert("email", List.of(Map.of("email", event.id() + "@example.org"))));
        dispatcher.subscribe("visit", null, 4, event -> {});
    }

    @AfterEach
    void close() {
        mended.countDown();
        inbox.close();
        dispatcher.close();
        writer.close();
        crm.stop(0);
        threads.shutdownNow();
        database.close();
    }

    @Test
    void makesItsEventsWaitAndNoOthersAndParksNone() {
        for (int i = 0; i < EVENTS; i++) {
            comes("join", i);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> tried() == EVENTS);
        // not each of them had to find out
        assertThat(calls.get()).isLessThan(EVENTS);
        // more rests than an event has attempts
        await().atMost(Duration.ofSeconds(60)).until(() -> calls.get() >= 16);
        comes("visit", 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> of("visit", EventState.DONE) == 1);

        assertThat(of("join", EventState.PARKED)).isZero();
        assertThat(store.recent(EventState.RECEIVED, "join", null, 0, 1000))
                .anySatisfy(event -> assertThat(event.reason()).contains("HubSpot hangs or fails"));

        mended.countDown();
        await().atMost(Duration.ofSeconds(60)).until(() -> of("join", EventState.DONE) == EVENTS);
    }

    @Test
    void endsACallWhoseAnswerComesByteByByte() {
        try (HubspotWriter slow = writer("/trickling")) {
            assertThatThrownBy(() -> slow.upsert("email", List.of(Map.of("email", "a@example.org"))))
                    .isInstanceOfSatisfying(
                            RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CRM_UNAVAILABLE));
        }
    }

    private HubspotWriter writer(String contacts) {
        return new HubspotWriter(
                new HubspotWriter.Paths("http://127.0.0.1:" + crm.getAddress().getPort(), contacts, "/notes", 202),
                "pat-eu1-right",
                new WriteSettings(
                        "HubSpot",
                        Duration.ofMillis(500),
                        Duration.ofMillis(300),
                        2,
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(5),
                        0,
                        Duration.ofSeconds(2)));
    }

    private long tried() {
        return store.recent(null, "join", null, 0, 1000).stream()
                .filter(event -> event.reason() != null)
                .count();
    }

    private int of(String type, EventState state) {
        return store.recent(state, type, null, 0, 1000).size();
    }

    private void comes(String type, int user) {
        byte[] body =
                ("{\"user\":{\"id\":\"u" + user + "\"},\"timestamp\":1779095700000}").getBytes(StandardCharsets.UTF_8);
        InboxEvent event = TestPointers.rules(type + "s", type).read(body, null, "{}", inbox.stamp());
        inbox.take(event).orElseThrow().join();
    }
}
