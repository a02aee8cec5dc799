package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes against the emulator with a community of 450 users. */
class EmulatorCallIT {
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String KEY = "00aa11bb22cc";

    private final Emulator emulator;
    private final ApiHarness harness;

    EmulatorCallIT(@TempDir Path folder) {
        Set<String> permissions = Set.of("bulkUpdateUser", "getUserData", "userFields");
        emulator = Emulator.start(EmulatorSettings.of(
                        ApiHarness.CONTRACT, folder, COMMUNITY, new ApiKey(KEY, COMMUNITY, permissions, null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.text("member-tier")),
                        IntStream.range(0, 450)
                                .mapToObj(n -> SeedUser.of("u" + n + "@example.org", Map.of("coins", "" + n))))));
        Map<String, String> urls = new TreeMap<>();
        ApiHarness.CONTRACT.servers().keySet().forEach(name -> urls.put(name, emulator.baseUrl(name)));
        harness = new ApiHarness(ApiHarness.CONTRACT, urls, KEY, s -> s.emulated(operation -> true));
    }

    @BeforeEach
    void start() throws Exception {
        harness.start();
    }

    @AfterEach
    void stop() {
        harness.close();
        emulator.close();
    }

    @Test
    void readsOneUser() {
        Exchange answer = harness.send("returning-ai:getUserData", Map.of("idOrEmail", "U7@example.org"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Map.class)).containsEntry("coins", 7);
    }

    @Test
    void readsAllPagesOfASearchInASplit() throws Exception {
        Set<String> seen = new ConcurrentSkipListSet<>();
        harness.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .to("returning-ai:searchUsers?paginate=true")
                        .split(body())
                        .streaming()
                        .process(item -> seen.add(String.valueOf(
                                item.getMessage().getBody(Map.class).get("email"))));
            }
        });

        Exchange answer = harness.send("direct:all", Map.of("fields", List.of("email", "coins")));

        assertThat(answer.getException()).isNull();
        assertThat(seen).hasSize(450);
    }

    @Test
    void readsManyUsersOneByOne() {
        List<Map<String, String>> users = IntStream.range(0, 450)
                .mapToObj(n -> Map.of("idOrEmail", "u" + n + "@example.org"))
                .toList();

        Exchange answer = harness.send("returning-ai:getUserData?each=true", users);

        assertThat(answer.getException()).isNull();
        List<?> outcomes = answer.getMessage().getBody(List.class);
        assertThat(outcomes).hasSize(450);
        assertThat(((CallOutcome) outcomes.get(321)).payload())
                .isInstanceOfSatisfying(Map.class, user -> assertThat(user).containsEntry("coins", 321));
    }

    @Test
    void listsFieldsByOptions() {
        Exchange answer = harness.send("returning-ai:listUserFields?communityId=" + COMMUNITY, null);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(List.class).toString()).contains("member-tier");
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.EVIDENCE)).isEqualTo("assumed");
    }

    @Test
    void listsJobsOverPages() throws Exception {
        for (int n = 0; n < 3; n++) {
            assertThat(harness.send(
                                    "returning-ai:bulkUpdateUsers",
                                    "email,first_name\r\nu" + n + "@example.org,Zoë\r\n")
                            .getException())
                    .isNull();
        }
        harness.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:jobs")
                        .to("returning-ai:listBulkUpdates?paginate=true")
                        .process(exchange -> {
                            int jobs = 0;
                            PageItems items = exchange.getMessage().getBody(PageItems.class);
                            for (; items.hasNext(); items.next()) {
                                jobs++;
                            }
                            exchange.getMessage().setBody(jobs);
                        });
            }
        });

        assertThat(harness.send("direct:jobs", null).getMessage().getBody()).isEqualTo(3);
    }
}
