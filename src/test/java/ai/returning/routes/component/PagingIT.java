package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All styles of paging, to the end, from the middle, and against hosts that page wrongly. */
class PagingIT {
    private static final String FIELDS = "returning-ai:listUserFields?communityId=c&paginate=true";

    @Test
    void readsNumberedPagesToTheShortOne() throws Exception {
        try (ApiStub api = new ApiStub(request -> list(page(request), 100, 250));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer = harness.send(FIELDS, null);
            PageItems items = answer.getMessage().getBody(PageItems.class);

            // nothing is read ahead
            assertThat(api.requests).hasSize(1);
            assertThat(numbers(items)).isEqualTo(upTo(250));
            assertThat(api.requests)
                    .extracting(ApiStub.Request::query)
                    .containsExactly("page=1&limit=100", "page=2&limit=100", "page=3&limit=100");
            assertThat(items.hasNext()).isFalse();
            assertThat(items.token()).isNull();
            assertThat(items.pages()).isEqualTo(3);
        }
    }

    @Test
    void followsTheMarkThatMorePagesCome() throws Exception {
        IntFunction<String> page = number -> "{\"status\":\"success\",\"data\":[{\"n\":" + number
                + "}],\"pagination\":{\"hasNextPage\":" + (number < 3 ? "\"true\"" : "false") + "}}";
        try (ApiStub api = new ApiStub(request -> ApiStub.json(page.apply(page(request))));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(numbers(read(harness, "returning-ai:listBulkUpdates?paginate=true")))
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void skipsWhatItHas(@TempDir Path folder) throws Exception {
        Contract contract = changed(folder, "operationId: listUserFields", "style: page", "style: skip");
        try (ApiStub api = new ApiStub(request -> {
                    int skip = page(request);
                    return ApiStub.json(body(IntStream.range(skip, Math.min(skip + 100, 230))));
                });
                ApiHarness harness = new ApiHarness(contract, api.url(), s -> s).start()) {
            assertThat(numbers(read(harness, FIELDS)))
                    .isEqualTo(IntStream.range(0, 230).boxed().toList());
            assertThat(api.requests)
                    .extracting(ApiStub.Request::query)
                    .containsExactly("page=0&limit=100", "page=100&limit=100", "page=200&limit=100");
        }
    }

    @Test
    void handsTheCursorOnInTheBody() throws Exception {
        try (ApiStub api = new ApiStub(request -> {
                    String cursor = Json.MAPPER
                            .readTree(request.body())
                            .at("/pagination/cursor")
                            .asText("");
                    String next = cursor.isEmpty() ? "\"c/2 &\"" : cursor.equals("c/2 &") ? "\"c3\"" : "null";
                    return ApiStub.json("{\"status\":\"success\",\"data\":{\"milestones\":[{\"n\":" + cursor.length()
                            + "}],\"pagination\":{\"nextCursor\":" + next + "}}}");
                });
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Map<String, Object> body = Map.copyOf(Json.MAPPER.convertValue(
                    ApiHarness.CONTRACT
                            .operation("getUserMilestones")
                            .definition()
                            .at("/requestBody/content/application~1json/example"),
                    Map.class));
            Map<String, Object> asked = new java.util.HashMap<>(body);
            asked.remove("pagination");
            Exchange answer = harness.send("returning-ai:getUserMilestones?paginate=true", asked);

            assertThat(answer.getException()).isNull();
            assertThat(numbers(answer.getMessage().getBody(PageItems.class))).containsExactly(0, 5, 2);
            assertThat(api.requests.get(2).body()).contains("\"limit\":100").contains("\"cursor\":\"c3\"");
        }
    }

    @Test
    void readsFixedPagesByANumberInTheBody() throws Exception {
        try (ApiStub api = new ApiStub(request ->
                        list(Json.MAPPER.readTree(request.body()).at("/page").asInt(), 200, 401));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer =
                    harness.send("returning-ai:searchUsers?paginate=true", Map.of("fields", List.of("email")));

            assertThat(answer.getException()).isNull();
            assertThat(numbers(answer.getMessage().getBody(PageItems.class))).isEqualTo(upTo(401));
            assertThat(api.requests.get(1).body()).isEqualTo("{\"fields\":[\"email\"],\"page\":2}");
        }
    }

    @Test
    void streamsThroughASplitAndNamesThePlaceInAHeader() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (ApiStub api = new ApiStub(request -> list(page(request), 100, 150));
                ApiHarness harness = new ApiHarness(api.url())
                        .route(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:all")
                                        .to(FIELDS)
                                        .split(body())
                                        .streaming()
                                        .process(item -> seen.add(item.getMessage()
                                                        .getBody(Map.class)
                                                        .get("n")
                                                + " " + item.getMessage().getHeader("CamelReturningAiPageToken") + " "
                                                + api.requests.size()));
                            }
                        })
                        .start()) {
            assertThat(harness.send("direct:all", null).getException()).isNull();
            assertThat(seen).hasSize(150);
            assertThat(seen.get(0)).isEqualTo("1 listUserFields@1 1");
            assertThat(seen.get(99)).isEqualTo("100 listUserFields@1 2");
            assertThat(seen.get(149)).isEqualTo("150 listUserFields@2 2");
        }
    }

    @Test
    void keepsTheTokenThroughTheCallsOfASplit() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (ApiStub api = new ApiStub(request -> request.path().endsWith("/users/info")
                        ? ApiStub.json("{\"status\":\"success\",\"data\":{}}")
                        : list(page(request), 100, 101));
                ApiHarness harness = new ApiHarness(api.url())
                        .route(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:all")
                                        .to(FIELDS)
                                        .split(body())
                                        .streaming()
                                        .setBody(item -> Map.of("idOrEmail", "u"))
                                        .to("returning-ai:getUserData")
                                        .process(item -> seen.add(token(item)))
                                        .removeHeaders("Camel*")
                                        .process(item -> seen.add(token(item)));
                            }
                        })
                        .start()) {
            assertThat(harness.send("direct:all", null).getException()).isNull();
        }
        assertThat(seen).hasSize(202);
        assertThat(seen.get(0)).isEqualTo("header listUserFields@1, property listUserFields@1");
        assertThat(seen.get(200)).isEqualTo("header listUserFields@2, property listUserFields@2");
        assertThat(seen.get(201)).isEqualTo("header null, property listUserFields@2");
    }

    private static String token(Exchange item) {
        return "header " + item.getMessage().getHeader("CamelReturningAiPageToken") + ", property "
                + item.getProperty("CamelReturningAiPageToken");
    }

    @Test
    void saysHowToGoOnAfterAFailureInTheMiddle() throws Exception {
        try (ApiStub api = new ApiStub(request -> page(request) == 3
                        ? ApiStub.json(503, "{\"status\":\"error\",\"message\":\"later\"}")
                        : list(page(request), 100, 350));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            PageItems items = read(harness, FIELDS);
            RaiException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                    RaiException.class, () -> items.forEachRemaining(item -> {}));

            assertThat(failure)
                    .isInstanceOf(CallFailedException.class)
                    .hasMessageStartingWith("RAI-4006 Page 3 of this reading failed: ")
                    .hasMessageContaining("pageToken='listUserFields@3'");
            assertThat(items.token()).isEqualTo("listUserFields@3");
        }
        try (ApiStub api = new ApiStub(request -> list(page(request), 100, 350));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange rest = harness.to(FIELDS)
                    .withVariable("returning-ai.pageToken", "listUserFields@3")
                    .send();

            assertThat(numbers(rest.getMessage().getBody(PageItems.class)))
                    .isEqualTo(IntStream.rangeClosed(201, 350).boxed().toList());
        }
    }

    @Test
    void noticesPagesThatLeadRoundInACircle() throws Exception {
        try (ApiStub api = new ApiStub(request -> list(1, 100, 300));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(endless(read(harness, FIELDS))).hasMessageContaining("a page it gave before");
            assertThat(api.requests).hasSize(2);
        }
        List<String> cursors = List.of("a", "b", "c", "d");
        try (ApiStub api = new ApiStub(request -> {
                    int at = cursors.indexOf(Json.MAPPER
                            .readTree(request.body())
                            .at("/pagination/cursor")
                            .asText());
                    String next = at == 3 ? "b" : cursors.get(at + 1);
                    return ApiStub.json("{\"status\":\"success\",\"data\":{\"milestones\":[{\"n\":" + at
                            + "}],\"pagination\":{\"nextCursor\":\"" + next + "\"}}}");
                });
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            Exchange answer =
                    harness.send("returning-ai:getUserMilestones?paginate=true&validate=false", Map.of("x", 1));

            assertThat(endless(answer.getMessage().getBody(PageItems.class)))
                    .hasMessageContaining("a page it gave before");
            assertThat(api.requests).hasSizeLessThan(12);
        }
    }

    @Test
    void takesAListThatComesAtOnceForTheWhole() throws Exception {
        try (ApiStub api = new ApiStub(request -> list(1, 130, 130));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(numbers(read(harness, FIELDS))).isEqualTo(upTo(130));
        }
    }

    @Test
    void goesOnWhereTheHostGivesLessThanItIsAskedFor() throws Exception {
        try (ApiStub api = new ApiStub(request -> list(page(request), 50, 120));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(numbers(read(harness, FIELDS))).isEqualTo(upTo(120));
            assertThat(api.requests).hasSize(3);
        }
        try (ApiStub api = new ApiStub(request -> list(page(request), 50, 100));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(numbers(read(harness, FIELDS))).isEqualTo(upTo(100));
            assertThat(api.requests).hasSize(3);
        }
    }

    @Test
    void takesAShortListThatComesTwiceForTheWhole() throws Exception {
        for (int items : List.of(1, 30)) {
            try (ApiStub api = new ApiStub(request -> list(1, 100, items));
                    ApiHarness harness = new ApiHarness(api.url()).start()) {
                assertThat(numbers(read(harness, FIELDS))).isEqualTo(upTo(items));
                assertThat(api.requests).hasSize(2);
            }
        }
    }

    @Test
    void givesAnItemThatMovedToTheNextPageOnce(@TempDir Path folder) throws Exception {
        Contract contract = changed(folder, "operationId: listUserFields", "id: /_id", "id: /n");
        try (ApiStub api = new ApiStub(request -> page(request) == 1
                        ? ApiStub.json(body(IntStream.rangeClosed(1, 100)))
                        : ApiStub.json(body(IntStream.rangeClosed(99, 120))));
                ApiHarness harness = new ApiHarness(contract, api.url(), s -> s).start()) {
            PageItems items = read(harness, FIELDS);

            assertThat(numbers(items)).isEqualTo(upTo(120));
            assertThat(items.repeated()).isEqualTo(2);
        }
    }

    @Test
    void endsAtTheLargestNumberOfPages() throws Exception {
        try (ApiStub api = new ApiStub(request -> list(page(request), 100, 100_000));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(endless(read(harness, FIELDS + "&maxPages=3"))).hasMessageContaining("more than 3 pages");
        }
    }

    @Test
    void namesAPageWithoutItsList() throws Exception {
        try (ApiStub api = new ApiStub(request -> ApiStub.json("{\"status\":\"success\",\"data\":{\"fields\":[]}}"));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(ApiHarness.failure(harness.send(FIELDS, null)))
                    .hasMessageStartingWith("RAI-4010")
                    .hasMessageContaining("x-rai-paging.items");
        }
    }

    @Test
    void refusesAStrangeTokenAndAPageOfTheRoutesOwn() throws Exception {
        try (ApiStub api = new ApiStub(request -> list(1, 1, 1));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(ApiHarness.failure(harness.send(FIELDS + "&pageToken=listBadges@3", null)))
                    .hasMessageContaining("is none of listUserFields");
            assertThat(ApiHarness.failure(harness.send(FIELDS + "&page=3", null)))
                    .hasMessageContaining("sets 'page' itself");
            assertThat(api.requests).isEmpty();
        }
    }

    private static RaiException endless(PageItems items) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                RaiException.class, () -> items.forEachRemaining(item -> {}));
    }

    private static PageItems read(ApiHarness harness, String uri) {
        Exchange answer = harness.send(uri, null);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(PageItems.class);
    }

    private static int page(ApiStub.Request request) {
        return Integer.parseInt(request.query().replaceAll(".*page=([0-9]+).*", "$1"));
    }

    /** The page of the numbers from 1 to the total. */
    private static ApiStub.Reply list(int page, int size, int total) {
        return ApiStub.json(body(IntStream.rangeClosed((page - 1) * size + 1, Math.min(page * size, total))));
    }

    private static String body(IntStream numbers) {
        return "{\"meta\":{\"status\":\"success\"},\"data\":["
                + numbers.mapToObj(n -> "{\"n\":" + n + "}").collect(Collectors.joining(",")) + "]}";
    }

    private static List<Integer> upTo(int total) {
        return IntStream.rangeClosed(1, total).boxed().toList();
    }

    private static List<Integer> numbers(Iterator<?> items) {
        List<Integer> numbers = new ArrayList<>();
        items.forEachRemaining(item -> numbers.add((Integer) ((Map<?, ?>) item).get("n")));
        return numbers;
    }

    /** The contract with one text changed after another. */
    private static Contract changed(Path folder, String after, String text, String by) throws Exception {
        String yaml = Files.readString(Path.of("config/returning-ai.openapi.yaml"), StandardCharsets.UTF_8);
        int at = yaml.indexOf(text, yaml.indexOf(after));
        return Contract.load(Files.writeString(
                folder.resolve("contract.yaml"), yaml.substring(0, at) + by + yaml.substring(at + text.length())));
    }
}
