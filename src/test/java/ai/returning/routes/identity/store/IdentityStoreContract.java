package ai.returning.routes.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.KnownName;
import ai.returning.routes.identity.Sighting;
import ai.returning.routes.identity.UserNames;
import ai.returning.routes.identity.UserRef;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database must do for the names of users. */
abstract class IdentityStoreContract {
    private static final UserRef KOFI = UserRef.email("kofi@example.org");

    private StateDatabase database;
    private IdentityStore store;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new IdentityStore(database.jdbc(), "tenant");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Sighting seen(String source, String... names) {
        Map<UserKind, String> byKind = new java.util.EnumMap<>(UserKind.class);
        for (String name : names) {
            byKind.put(UserKind.guess(name), name);
        }
        return new Sighting(byKind, source, Evidence.DOCUMENTED);
    }

    private Optional<String> learn(long now, Sighting sighting) {
        return store.learn(List.of(sighting), now).get(0);
    }

    private Optional<UserNames> find(UserRef ref) {
        return Optional.ofNullable(store.find(List.of(ref)).get(ref));
    }

    private static String id(int number) {
        return String.format("66b1d0a4c5e2f311%08x", number);
    }

    @Test
    void findsAUserByEachName() {
        assertThat(learn(100, seen("list", "Kofi@Example.org", "4417", "kofi.m", id(1))))
                .isEmpty();

        for (UserRef ref : List.of(
                KOFI,
                UserRef.email(" KOFI@example.ORG "),
                UserRef.shortId("4417"),
                UserRef.username("kofi.m"),
                UserRef.objectId(id(1).toUpperCase(java.util.Locale.ROOT)))) {
            assertThat(find(ref)).as(ref.toString()).hasValueSatisfying(user -> {
                assertThat(user.get(UserKind.EMAIL)).contains("Kofi@Example.org");
                assertThat(user.get(UserKind.SHORT_ID)).contains("4417");
                assertThat(user.all().values()).extracting(KnownName::seenAt).containsOnly(100L);
            });
        }
        assertThat(find(UserRef.username("Kofi.M"))).isEmpty();
        assertThat(find(UserRef.shortId("kofi.m"))).isEmpty();
    }

    @Test
    void keepsTenantsApart() {
        learn(100, seen("list", "kofi@example.org", "4417"));

        assertThat(new IdentityStore(database.jdbc(), "other").find(List.of(KOFI)))
                .isEmpty();
        assertThat(new IdentityStore(database.jdbc(), "other")
                        .learn(List.of(seen("list", "kofi@example.org", "9")), 100)
                        .get(0))
                .isEmpty();
        assertThat(find(KOFI).orElseThrow().get(UserKind.SHORT_ID)).contains("4417");
    }

    @Test
    void addsWhatAnotherOperationShows() {
        learn(100, seen("getUserData", "kofi@example.org", "4417"));
        learn(200, seen("getUserMilestones", "4417", id(1)));

        UserNames user = find(KOFI).orElseThrow();
        assertThat(user.get(UserKind.OBJECT_ID)).contains(id(1));
        assertThat(user.all().get(UserKind.EMAIL).seenAt()).isEqualTo(100);
        assertThat(user.all().get(UserKind.SHORT_ID).seenAt()).isEqualTo(200);
        assertThat(user.all().get(UserKind.OBJECT_ID).source()).isEqualTo("getUserMilestones");
    }

    @Test
    void putsTwoHalvesOfAUserTogether() {
        learn(100, seen("a", "kofi@example.org", "4417"));
        learn(100, seen("b", "kofi.m", id(1)));
        assertThat(learn(200, seen("c", "4417", "kofi.m"))).isEmpty();

        assertThat(find(UserRef.objectId(id(1))).orElseThrow().get(UserKind.EMAIL))
                .contains("kofi@example.org");
        assertThat(find(KOFI).orElseThrow().all()).hasSize(4);
    }

    @Test
    void followsAUserNameThatChanged() {
        learn(100, seen("list", "4417", "kofi.m"));

        assertThat(learn(200, seen("list", "4417", "kofi.new"))).isEmpty();
        assertThat(find(UserRef.username("kofi.m"))).isEmpty();
        assertThat(find(UserRef.username("kofi.new")).orElseThrow().get(UserKind.SHORT_ID))
                .contains("4417");
    }

    @Test
    void closesAUserWhoseAddressShowsAnotherId() {
        learn(100, seen("list", "kofi@example.org", "4417", "kofi.m"));

        assertThat(learn(200, seen("getUserData", "kofi@example.org", "4418")))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("getUserData", "4417", "4418", "k***@example.org")
                        .doesNotContain("kofi@"));

        assertThat(find(KOFI)).isEmpty();
        assertThat(find(UserRef.username("kofi.m"))).isEmpty();
        List<UserRef> all = List.of(KOFI, UserRef.shortId("4417"), UserRef.shortId("4418"), UserRef.username("kofi.m"));
        assertThat(store.notes(all))
                .hasSize(4)
                .allSatisfy((ref, note) -> assertThat(note.conflict()).isTrue());
        assertThat(store.closed(KOFI)).singleElement().satisfies(closed -> {
            assertThat(closed.at()).isEqualTo(200);
            assertThat(closed.names()).hasSize(3);
        });
    }

    @Test
    void closesAUserWhoseIdShowsAnotherAddress() {
        learn(100, seen("list", "kofi@example.org", "4417"));

        assertThat(learn(200, seen("list", "lena@example.org", "4417"))).isPresent();
        assertThat(store.notes(List.of(KOFI, UserRef.email("lena@example.org"))))
                .hasSize(2);
    }

    @Test
    void refusesAUserNameThatAnotherUserHas() {
        learn(100, seen("list", "4417", "kofi.m"));

        assertThat(learn(200, seen("list", "4418", "kofi.m"))).isPresent();
    }

    @Test
    void seesAContradictionInsideOnePage() {
        List<Optional<String>> against =
                store.learn(List.of(seen("list", "kofi@example.org", "1"), seen("list", "kofi@example.org", "2")), 100);

        assertThat(against.get(0)).isEmpty();
        assertThat(against.get(1)).isPresent();
        assertThat(find(KOFI)).isEmpty();
        assertThat(store.notes(List.of(KOFI))).hasSize(1);
    }

    @Test
    void dropsAWholeMatterWhenAPersonLooked() {
        learn(100, seen("list", "kofi@example.org", "4417"));
        learn(200, seen("list", "kofi@example.org", "4418"));

        store.settle(KOFI);

        assertThat(store.notes(List.of(KOFI, UserRef.shortId("4417"), UserRef.shortId("4418"))))
                .isEmpty();
        assertThat(learn(300, seen("list", "kofi@example.org", "4418"))).isEmpty();
        assertThat(find(KOFI).orElseThrow().get(UserKind.SHORT_ID)).contains("4418");
        assertThat(store.closed(KOFI)).hasSize(1);
    }

    @Test
    void forgetsThatNobodyHasANameOnceSomebodyHasIt() {
        store.against(KOFI, new Note(false, "nobody", 100));
        assertThat(store.notes(List.of(UserRef.email("KOFI@example.org")))).hasSize(1);

        learn(200, seen("list", "kofi@example.org", "4417"));

        assertThat(store.notes(List.of(KOFI))).isEmpty();
    }

    @Test
    void keepsAConflictWhateverIsLearntAfterIt() {
        learn(100, seen("list", "kofi@example.org", "4417"));
        learn(200, seen("list", "kofi@example.org", "4418"));
        learn(300, seen("list", "kofi@example.org", "4418"));
        store.against(KOFI, new Note(false, "nobody", 400));

        assertThat(store.notes(List.of(KOFI)).get(KOFI).conflict()).isTrue();
    }

    @Test
    void findsThousandsAtOnce() {
        List<Sighting> many = IntStream.range(0, 1200)
                .mapToObj(n -> seen("list", "u" + n + "@example.org", String.valueOf(5000 + n)))
                .toList();
        store.learn(many, 100);

        List<UserRef> refs = IntStream.range(0, 1300)
                .mapToObj(n -> UserRef.email("U" + n + "@example.org"))
                .toList();
        assertThat(store.find(refs)).hasSize(1200);
        assertThat(store.find(refs).get(refs.get(77)).get(UserKind.SHORT_ID)).contains("5077");
    }

    @Test
    void leadsANameToOneUserHoweverManyLearnItAtOnce() throws Exception {
        int writers = 6;
        CyclicBarrier together = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<List<Optional<String>>>> ends = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String shortId = writer % 2 == 0 ? "4417" : "4418";
                ends.add(threads.submit(() -> {
                    together.await();
                    return store.learn(List.of(seen("list", "kofi@example.org", shortId)), 100);
                }));
            }
            for (Future<List<Optional<String>>> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(store.notes(List.of(KOFI)).get(KOFI).conflict()).isTrue();
        assertThat(database.jdbc()
                        .one(
                                "select count(*) from identity_name where open_key = 'kofi@example.org'",
                                row -> row.getInt(1)))
                .hasValueSatisfying(count -> assertThat(count).isLessThanOrEqualTo(1));
    }
}
