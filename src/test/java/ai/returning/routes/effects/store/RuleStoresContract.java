package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Verdict.Kind;
import ai.returning.routes.effects.store.EventClaims.Claim;
import ai.returning.routes.effects.store.EventClaims.Key;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database must do for the verdicts of rules and the claims of their events. */
abstract class RuleStoresContract {
    private StateDatabase database;
    private VerdictStore verdicts;
    private EventClaims claims;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        verdicts = new VerdictStore(database.jdbc());
        claims = new EventClaims(database.jdbc());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Verdict verdict(String event, String rule, Kind kind) {
        boolean parked = kind == Kind.PARKED;
        return new Verdict(
                0,
                "award-badges",
                event,
                rule,
                kind,
                parked ? "unknown-user" : "",
                "Because of " + kind.word(),
                "award-badges.rules.yaml:12",
                "u1@example.org",
                parked ? "" : "4417",
                kind == Kind.WANTED || kind == Kind.HELD ? Optional.of("f".repeat(64)) : Optional.empty(),
                parked ? Optional.of("{\"event_id\":\"" + event + "\"}") : Optional.empty(),
                false,
                1_000);
    }

    private Kind kind(String event, String rule) {
        return verdicts.ofEvent(event).stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    @Test
    void keepsWhatItIsGiven() {
        Verdict parked = verdict("d1", "gold", Kind.PARKED);
        verdicts.keep(List.of(parked));

        assertThat(verdicts.ofEvent("d1"))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(parked);
        long id = verdicts.ofEvent("d1").get(0).id();
        assertThat(verdicts.find(id)).isPresent();
        assertThat(verdicts.about(List.of("nobody", "u1@example.org"), 5)).hasSize(1);
        assertThat(verdicts.about(List.of("4417"), 5)).isEmpty();
    }

    @Test
    void saysWhichVerdictsAreNews() {
        List<Verdict> first = List.of(
                verdict("d1", "gold", Kind.WANTED),
                verdict("d1", "silver", Kind.NO_MATCH),
                verdict("d2", "gold", Kind.PARKED));

        assertThat(verdicts.keep(first)).hasSize(3);
        assertThat(verdicts.keep(first)).extracting(Verdict::eventKey).containsExactly("d2");
        assertThat(verdicts.keep(List.of())).isEmpty();
    }

    @Test
    void replacesOnlyWhatGivesWay() {
        for (Kind before : Kind.values()) {
            for (Kind now : Kind.values()) {
                String event = before + "-" + now;
                verdicts.keep(List.of(verdict(event, "gold", before)));
                List<Verdict> news = verdicts.keep(List.of(verdict(event, "gold", now)));

                boolean gives =
                        switch (before) {
                            case PARKED -> true;
                            case NO_MATCH -> now != Kind.NO_MATCH;
                            case HELD -> now == Kind.WANTED || now == Kind.CONFLICT;
                            case WANTED -> now == Kind.CONFLICT;
                            case CONFLICT -> false;
                        };
                assertThat(news.isEmpty()).as(event).isEqualTo(!gives);
                assertThat(kind(event, "gold")).as(event).isEqualTo(gives ? now : before);
            }
        }
    }

    @Test
    void takesAnEventTwiceInOneBatch() {
        verdicts.keep(List.of(verdict("d1", "gold", Kind.WANTED), verdict("d1", "gold", Kind.CONFLICT)));

        assertThat(kind("d1", "gold")).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void decidesAgainOnlyWhatIsParkedAndAskedFor() {
        verdicts.keep(List.of(
                verdict("d1", "gold", Kind.PARKED),
                verdict("d2", "gold", Kind.PARKED),
                verdict("d3", "gold", Kind.WANTED)));
        assertThat(verdicts.parked("award-badges", "unknown-user", 10)).hasSize(2);
        assertThat(verdicts.parked(null, null, 1)).hasSize(1);
        assertThat(verdicts.parked("grant-coins", null, 10)).isEmpty();

        assertThat(verdicts.askReplay(verdicts.ofEvent("d2").get(0).id())).isTrue();
        assertThat(verdicts.askReplay(verdicts.ofEvent("d3").get(0).id())).isFalse();
        assertThat(verdicts.toReplay("award-badges", 10))
                .extracting(Verdict::eventKey)
                .containsExactly("d2");
        assertThat(verdicts.toReplay("grant-coins", 10)).isEmpty();

        verdicts.keep(List.of(verdict("d2", "gold", Kind.PARKED)));
        assertThat(verdicts.toReplay("award-badges", 10)).isEmpty();
    }

    @Test
    void knowsEventsThatAreParkedAsAWhole() {
        verdicts.keep(List.of(verdict("d1", "", Kind.PARKED), verdict("d2", "gold", Kind.PARKED)));

        assertThat(verdicts.parkedEvents("award-badges", List.of("d1", "d2", "d3")))
                .containsExactly("d1");
        assertThat(verdicts.parkedEvents("award-badges", List.of())).isEmpty();
    }

    @Test
    void keepsVerdictsOfManyAtATime() throws Exception {
        List<Verdict> many = new ArrayList<>();
        for (int n = 0; n < 400; n++) {
            many.add(verdict("d" + n, "gold", n % 2 == 0 ? Kind.PARKED : Kind.NO_MATCH));
        }
        together(4, () -> verdicts.keep(many));

        assertThat(verdicts.parked(null, null, 1_000)).hasSize(200);
    }

    private static Claim claim(String event, String subject) {
        return new Claim(new Key("badge", "awardBadge", event), subject, "amount:12ab", 1_000);
    }

    @Test
    void letsTheFirstWordOfAnEventStand() {
        Map<Key, Claim> first = claims.claim("tenant", List.of(claim("d1", "4417")));
        Map<Key, Claim> second = claims.claim("tenant", List.of(claim("d1", "4418"), claim("d2", "4418")));
        Map<Key, Claim> elsewhere = claims.claim("other", List.of(claim("d1", "4418")));

        assertThat(first.values()).containsExactly(claim("d1", "4417"));
        assertThat(second.values()).containsExactlyInAnyOrder(claim("d1", "4417"), claim("d2", "4418"));
        assertThat(elsewhere.values()).containsExactly(claim("d1", "4418"));
        assertThat(claims.claim("tenant", List.of())).isEmpty();
    }

    @Test
    void tellsAllWhoRaceTheSameFirstWord() throws Exception {
        List<Future<Map<Key, Claim>>> told = together(6, () -> {
            String subject = Thread.currentThread().getName();
            List<Claim> wanted = new ArrayList<>();
            for (int n = 0; n < 100; n++) {
                wanted.add(claim("d" + n, subject));
            }
            return claims.claim("tenant", wanted);
        });

        Map<Key, Claim> first = told.get(0).get();
        assertThat(first).hasSize(100);
        for (Future<Map<Key, Claim>> one : told) {
            assertThat(one.get()).isEqualTo(first);
        }
    }

    private static <T> List<Future<T>> together(int threads, Callable<T> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                all.add(workers.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            for (Future<T> one : all) {
                one.get();
            }
            return all;
        } finally {
            workers.shutdown();
        }
    }
}
