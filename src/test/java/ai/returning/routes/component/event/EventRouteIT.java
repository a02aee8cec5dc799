package ai.returning.routes.component.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.codec.ApiKeyProof;
import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.front.FrontSettings;
import ai.returning.routes.inbox.front.IngestServer;
import ai.returning.routes.inbox.front.WebhookEndpoint;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.inbox.write.JointEnd;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.inbox.write.TargetSettings;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.testing.States;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a webhook to the end of its route. */
@Timeout(120)
class EventRouteIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "canary-71";
    private static final DispatchSettings FAST = new DispatchSettings(
            Duration.ofMillis(50),
            Duration.ofSeconds(30),
            3,
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofDays(90));

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Exchange> seen = new CopyOnWriteArrayList<>();
    private StateDatabase database;
    private InboxStore store;
    private EventDispatcher dispatcher;
    private Inbox inbox;
    private IngestServer server;

    @BeforeEach
    void open() {
        database = StateDatabase.open(States.h2(folder, 8));
        store = new InboxStore(database.jdbc());
        dispatcher = new EventDispatcher(store, Clock.systemUTC(), "here", FAST).start(true);
        inbox = new Inbox(store, Clock.systemUTC(), 1000, dispatcher::arrived);
        EventRules newest = new EventRules(
                "trades", "business-event", "lantern", TestPointers.STANDARD, List.of(), true, false, true);
        WebhookCodec codec =
                new WebhookCodec(List.of(new ApiKeyProof("x-api-key", List.of(KEY))), null, List.of("x-encrypted"));
        server = IngestServer.start(
                FrontSettings.STANDARD,
                inbox,
                List.of(
                        new WebhookEndpoint(TOKEN, TestPointers.rules("posts", "new_message"), codec, false, ""),
                        new WebhookEndpoint(TOKEN + "b", newest, codec, false, "")));
        context.disableJMX();
        context.addComponent(
                "returning-ai-event",
                new EventComponent(
                        () -> dispatcher, new EventView(name -> TestPointers.STANDARD, List.of("Bot@example.org"))));
    }

    @AfterEach
    void close() {
        server.close();
        context.stop();
        inbox.close();
        dispatcher.close();
        database.close();
    }

    private void route(String uri, Processor work) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).process(exchange -> seen.add(exchange.copy())).process(work);
            }
        });
        context.start();
    }

    private int post(String token, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + server.address().getPort() + "/in/" + token + "?CamelHttpUri=http://evil&CamelSqlQuery=drop"))
                .header("Content-Type", "application/json")
                .header("x-api-key", KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void awaitState(EventState state, int count) {
        Awaitility.await().untilAsserted(() -> assertThat(store.counts()).isEqualTo(Map.of(state, (long) count)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void givesTheEventObjectToTheRoute() throws Exception {
        route("returning-ai-event:new_message", exchange -> {});
        assertThat(post(
                        TOKEN,
                        "{\"event\":\"other\",\"timestamp\":\"2026-05-18T09:20:11.004Z\",\"user\":{\"user_id\":\"4417\","
                                + "\"email\":\"kofi@example.org\"},\"message\":{\"id\":\"77c0\",\"message\":\"Good evening\"},"
                                + "\"amount\":0.10}"))
                .isEqualTo(200);
        awaitState(EventState.DONE, 1);

        Map<String, Object> event = seen.get(0).getMessage().getBody(Map.class);
        assertThat(event)
                .containsEntry("event", "new_message")
                .containsEntry("endpoint", "posts")
                .containsEntry("tenant", "lantern")
                .containsEntry("time", "2026-05-18T09:20:11.004Z")
                .containsEntry("timeIsReceipt", false)
                .containsEntry("proven", true)
                .containsEntry("user", Map.of("id", "4417", "email", "kofi@example.org"))
                .containsEntry("message", Map.of("id", "77c0", "text", "Good evening"));
        assertThat((String) event.get("key")).startsWith("posts:new_message:");
        assertThat(((Map<String, Object>) event.get("content")).get("amount")).isEqualTo(new BigDecimal("0.10"));
        assertThat(seen.get(0).getVariable("event")).isEqualTo(event);
    }

    /** A message that a flow posts comes back as an event. */
    @Test
    void keepsWhatWeDidOurselvesFromTheRoutes() throws Exception {
        route("returning-ai-event:new_message", exchange -> {});
        post(TOKEN, "{\"user\":{\"email\":\"bot@example.org\"},\"message\":{\"id\":\"m1\"}}");
        post(TOKEN, "{\"user\":{\"email\":\"kofi@example.org\"},\"message\":{\"id\":\"m2\"}}");
        awaitState(EventState.DONE, 2);

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).getMessage().getBody(Map.class).get("message")).isEqualTo(Map.of("id", "m2"));
    }

    /** A26, A27: headers and parameters of outside stay outside, and text is text. */
    @Test
    void bringsNoHeaderAndEvaluatesNothing() throws Exception {
        route("returning-ai-event:new_message", exchange -> {});
        String text = "{{env:HOME}} ${bean:x} ${sys.user.home} ${jndi:ldap://x} #{T(java.lang.Runtime)} {{vault:x}}";
        post(
                TOKEN,
                "{\"message\":\"" + text + "\"}",
                "CamelHttpUri",
                "http://evil",
                "CAMELHTTPURI",
                "http://evil",
                "CamelHttpPath",
                "/x",
                "CamelRestHttpUri",
                "http://evil",
                "CamelBeanMethodName",
                "x",
                "CamelSqlQuery",
                "drop",
                "CamelFileName",
                "/etc/passwd",
                "CamelExecCommandExecutable",
                "id",
                "operation",
                "DELETE_BY_QUERY");
        awaitState(EventState.DONE, 1);

        assertThat(seen.get(0).getMessage().getHeaders()).isEmpty();
        assertThat(seen.get(0).getMessage().getBody(Map.class).get("message")).isEqualTo(Map.of("text", text));
    }

    @Test
    void handsTheContentOnAsItIs() throws Exception {
        route("returning-ai-event:business-event?body=content&endpoint=trades", exchange -> {});
        post(TOKEN + "b", "{\"kind\":\"deposit\",\"amount\":12.50,\"tags\":[\"a\",null]}");
        awaitState(EventState.DONE, 1);

        Map<?, ?> body = seen.get(0).getMessage().getBody(Map.class);
        assertThat(body.get("amount")).isEqualTo(new BigDecimal("12.50"));
        assertThat(body.keySet()).hasToString("[kind, amount, tags]");
    }

    @Test
    void triesAgainAndThenParks() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        route("returning-ai-event:new_message", exchange -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("secret-of-the-target");
            }
        });
        post(TOKEN, "{\"n\":1}");
        awaitState(EventState.DONE, 1);
        assertThat(attempts).hasValue(3);

        attempts.set(-1000);
        post(TOKEN, "{\"n\":2}");
        Awaitility.await().untilAsserted(() -> assertThat(store.counts()).containsEntry(EventState.PARKED, 1L));
        InboxEvent parked = store.recent(EventState.PARKED, null, null, 0, 10).get(0);
        assertThat(parked.attempts()).isEqualTo(3);
        assertThat(parked.reason()).startsWith("RAI-2005 ").doesNotContain("secret-of-the-target");

        attempts.set(1000);
        new InboxDesk(store, Clock.systemUTC()).replay(parked.id(), "mended");
        awaitState(EventState.DONE, 2);
    }

    @Test
    void keepsTheOrderOfAUserAndLetsOthersPass() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Object> done = new CopyOnWriteArrayList<>();
        route("returning-ai-event:new_message?concurrency=3&body=content", exchange -> {
            Map<?, ?> body = exchange.getMessage().getBody(Map.class);
            if (body.get("n").equals(1)) {
                go.await();
            }
            done.add(body.get("n"));
        });
        post(TOKEN, "{\"user_id\":\"slow\",\"n\":1}");
        for (int n = 2; n <= 5; n++) {
            post(TOKEN, "{\"user_id\":\"slow\",\"n\":" + n + "}");
        }
        for (int n = 11; n <= 14; n++) {
            post(TOKEN, "{\"user_id\":\"quick-" + n + "\",\"n\":" + n + "}");
        }
        Awaitility.await().until(() -> done.size() == 4);
        assertThat(done).containsExactlyInAnyOrder(11, 12, 13, 14);

        go.countDown();
        awaitState(EventState.DONE, 9);
        assertThat(done.subList(4, 9)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void leavesOutWhatANewerEventMadeObsolete() throws Exception {
        route("returning-ai-event:business-event?body=content", exchange -> {});
        post(TOKEN + "b", "{\"user_id\":\"u1\",\"version\":7}");
        awaitState(EventState.DONE, 1);
        post(TOKEN + "b", "{\"user_id\":\"u1\",\"version\":3}");
        awaitState(EventState.DONE, 2);
        post(TOKEN + "b", "{\"user_id\":\"u2\",\"version\":3}");
        awaitState(EventState.DONE, 3);

        assertThat(seen).hasSize(2);
        assertThat(store.recent(EventState.DONE, null, null, 0, 10))
                .anySatisfy(event -> assertThat(String.valueOf(event.reason())).contains("newer event"));
    }

    @Test
    void refusesASecondRouteForTheSameEvents() throws Exception {
        route("returning-ai-event:new_message", exchange -> {});
        assertThatThrownBy(() -> route("returning-ai-event:new_message?endpoint=posts", exchange -> {}))
                .hasStackTraceContaining("RAI-1005")
                .hasStackTraceContaining("Two routes start from returning-ai-event:new_message");
    }

    @Test
    void refusesWrongOptions() {
        for (String uri : List.of(
                "returning-ai-event:x?concurency=3",
                "returning-ai-event:x?concurrency=0",
                "returning-ai-event:x?body=raw",
                "returning-ai-event:a.b")) {
            assertThatThrownBy(() -> context.getEndpoint(uri)).as(uri).hasStackTraceContaining("RAI-");
        }
        assertThatThrownBy(() -> context.getEndpoint("returning-ai-event:x").createProducer())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void holdsNoRawTextBack() throws Exception {
        route("returning-ai-event:new_message", exchange -> {});
        post(TOKEN, "{ \"n\" : 1 }");
        awaitState(EventState.DONE, 1);
        assertThat(seen.get(0).getProperty("CamelReturningAiEventRaw", byte[].class))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{ \"n\" : 1 }");
    }

    /** What route step apply may do is only asked of the last step. */
    @Test
    void endsAnEventWithItsRowOnlyWhereNothingComesAfter() throws Exception {
        Path flows = Files.createDirectories(folder.resolve("flows/visit")).getParent();
        Files.writeString(flows.resolve("visit/visit.sql"), "insert into visit (k) values (:key);");
        database.jdbc().execute("create table visit (k varchar(500))");
        try (TargetDatabase target = TargetDatabase.of(
                        TargetSettings.of("state", StateSettings.embeddedUrl(folder), "sa", ""))
                .keeping(new JointEnd(Clock.systemUTC()))) {
            context.getComponent("returning-ai-event", EventComponent.class)
                    .writing(new EventWrites(flows, name -> target));
            List<EventState> after = new CopyOnWriteArrayList<>();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("returning-ai-event:new_message").to("returning-ai-event:apply?target=state&sql=visit.sql");
                    from("returning-ai-event:business-event")
                            .to("returning-ai-event:apply?target=state&sql=visit.sql")
                            .process(exchange -> after.addAll(store.counts().keySet()));
                }
            });
            context.start();
            assertThat(post(TOKEN + "b", "{\"user\":{\"id\":\"u1\"},\"version\":1}"))
                    .isEqualTo(200);
            awaitState(EventState.DONE, 1);
            assertThat(after).containsExactly(EventState.WORKING);
            Failpoints.arm("inbox.ended-jointly", () -> after.add(EventState.DONE));
            assertThat(post(TOKEN, "{\"user\":{\"id\":\"u1\"}}")).isEqualTo(200);
            awaitState(EventState.DONE, 2);
            assertThat(after).containsExactly(EventState.WORKING, EventState.DONE);
            assertThat(store.recent(null, "new_message", null, 0, 10))
                    .singleElement()
                    .satisfies(event -> assertThat(event.version()).isEqualTo(2));
        } finally {
            Failpoints.disarm();
        }
    }

    @Test
    void makesABodyOfPartsOfAnEvent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("returning-ai-event:new_message")
                        .to("returning-ai-event:pick?fields=RAW(email=user.email, n=content.n, none=user.city)")
                        .process(exchange -> seen.add(exchange.copy()));
            }
        });
        context.start();
        assertThat(post(TOKEN, "{\"user\":{\"id\":\"u1\",\"email\":\"a@example.org\"},\"n\":7}"))
                .isEqualTo(200);
        awaitState(EventState.DONE, 1);
        assertThat(seen.get(0).getMessage().getBody()).isEqualTo(Map.of("email", "a@example.org", "n", 7));
        for (String wrong : List.of("email", "a=b=c", "a=user..id", "a=x,a=y", " ")) {
            assertThatThrownBy(() -> context.getEndpoint("returning-ai-event:pick?fields=RAW(" + wrong + ")"))
                    .hasStackTraceContaining("fields");
        }
    }
}
