package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.RowBatch;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A call for each item of a list. */
class EachIT {
    private static final List<Map<String, String>> ITEMS = IntStream.range(0, 200)
            .mapToObj(n -> Map.of("idOrEmail", "user-" + n))
            .toList();

    @Test
    void callsForEveryItemAndKeepsTheOrder() {
        CountDownLatch some = new CountDownLatch(2);
        try (ApiStub api = new ApiStub(request -> {
                    some.countDown();
                    some.await(10, TimeUnit.SECONDS); // the first is still there when the second comes
                    return echo(request);
                });
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer = harness.send("returning-ai:getUserData?each=true&inFlight=8", ITEMS);

            assertThat(answer.getException()).isNull();
            List<CallOutcome> outcomes = outcomes(answer.getMessage().getBody());
            assertThat(outcomes).hasSize(200).allMatch(CallOutcome::ok);
            assertThat(outcomes.get(17)).isEqualTo(new CallOutcome(17, 200, Map.of("username", "user-17"), null));
            assertThat(api.mostAtATime.get()).isBetween(2, 8);
        }
    }

    @Test
    void doesNotHoldTheThreadOfTheRoute() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ApiStub api = new ApiStub(request -> {
                    release.await(10, TimeUnit.SECONDS);
                    return echo(request);
                });
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange exchange = harness.context.getEndpoint("direct:x").createExchange();
            exchange.getMessage().setBody(ITEMS.subList(0, 4));
            var producer = harness.context
                    .getEndpoint("returning-ai:getUserData?each=true")
                    .createAsyncProducer();
            producer.start();
            CountDownLatch done = new CountDownLatch(1);

            assertThat(producer.process(exchange, sync -> done.countDown())).isFalse();
            release.countDown();

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(outcomes(exchange.getMessage().getBody())).hasSize(4);
        }
    }

    @Test
    void stopsAtTheFirstFailureAndTellsWhatWasCalled() {
        try (ApiStub api = new ApiStub(request -> request.body().contains("user-5\"")
                        ? ApiStub.json(409, "{\"status\":\"error\",\"message\":\"several users match\"}")
                        : echo(request));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer = harness.send("returning-ai:getUserData?each=true&inFlight=1", ITEMS);

            assertThat(ApiHarness.failure(answer))
                    .isInstanceOfSatisfying(
                            CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT))
                    .hasMessageStartingWith("RAI-4003 Item 6 of 200: ")
                    .hasMessageContaining("6 items were called, 194 were not.");
            assertThat(api.requests).hasSize(6);
            List<CallOutcome> outcomes = outcomes(answer.getProperty(ReturningAiConstants.OUTCOMES));
            assertThat(outcomes.get(4).ok()).isTrue();
            assertThat(outcomes.get(5).status()).isEqualTo(409);
            assertThat(outcomes.get(6).failure()).startsWith("not called");
        }
    }

    @Test
    void collectsFailuresBesideTheOthers() {
        try (ApiStub api = new ApiStub(EachIT::echo);
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer = harness.send(
                    "returning-ai:getUserData?each=true&onError=collect",
                    List.of(Map.of("idOrEmail", "a"), Map.of("wrong", "b"), "no json {", Map.of("idOrEmail", "d")));

            List<CallOutcome> outcomes = outcomes(answer.getMessage().getBody());
            assertThat(outcomes).extracting(CallOutcome::ok).containsExactly(true, false, false, true);
            assertThat(outcomes.get(1).failure()).startsWith("RAI-1008").contains("/idOrEmail is missing");
            assertThat(outcomes.get(2).failure()).startsWith("RAI-1007");
            assertThat(api.requests).hasSize(2);
        }
    }

    @Test
    void readsParametersFromTheItem() {
        try (ApiStub api = new ApiStub(request -> ApiStub.json("{\"meta\":{\"status\":\"success\"},\"data\":{}}"));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer = harness.send(
                    "returning-ai:updateUserField?communityId=c&fieldId=${body[id]}&each=true&validate=false",
                    List.of(Map.of("id", "f1", "name", "x"), Map.of("id", "f2", "name", "y")));

            assertThat(answer.getException()).isNull();
            assertThat(api.requests)
                    .extracting(ApiStub.Request::path)
                    .containsExactlyInAnyOrder("/communities/c/user-fields/f1", "/communities/c/user-fields/f2");
        }
    }

    @Test
    void sendsNoRawRowsOfARun() {
        RawRows rows = new RawRows(
                0, new SourceColumns(List.of(new SourceColumns.Column("idOrEmail", SourceColumns.Type.TEXT))), 2, 64);
        byte[] lines = "user-1\n".getBytes(StandardCharsets.UTF_8);
        rows.add(lines, 0, 7);
        try (ApiStub api = new ApiStub(EachIT::echo);
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            for (String uri : List.of("getUserData", "getUserData?each=true", "listUserFields?communityId=c")) {
                assertThat(ApiHarness.failure(harness.send("returning-ai:" + uri, new RowBatch(null, rows))))
                        .hasMessageStartingWith("RAI-1007")
                        .hasMessageContaining("cannot send a batch of rows");
            }
            assertThat(api.requests).isEmpty();
        }
    }

    @Test
    void wantsAList() {
        try (ApiHarness harness = new ApiHarness("http://127.0.0.1:1").start()) {
            assertThat(ApiHarness.failure(harness.send("returning-ai:getUserData?each=true", ITEMS.iterator())))
                    .hasMessageStartingWith("RAI-1007")
                    .hasMessageContaining("needs a list as body");
        }
    }

    private static ApiStub.Reply echo(ApiStub.Request request) throws Exception {
        String name = Json.MAPPER.readTree(request.body()).path("idOrEmail").asText();
        return ApiStub.json("{\"status\":\"success\",\"data\":{\"username\":\"" + name + "\"}}");
    }

    @SuppressWarnings("unchecked")
    private static List<CallOutcome> outcomes(Object body) {
        return (List<CallOutcome>) body;
    }
}
