package ai.returning.routes.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.UserView;
import ai.returning.routes.identity.Resolution.Ambiguous;
import ai.returning.routes.identity.Resolution.Resolved;
import ai.returning.routes.identity.Resolution.Unavailable;
import ai.returning.routes.identity.Resolution.Unknown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users by any name, as the emulator has them; what reaches it is counted there. */
@Timeout(120)
class UserDirectoryIT {
    private static final Set<UserKind> SHORT = Set.of(UserKind.SHORT_ID);
    private static final Set<UserKind> OBJECT = Set.of(UserKind.OBJECT_ID);
    private static final UserRef FIRST = UserRef.email("u0@example.org");

    private final IdentityWorld world;
    private UserDirectory directory;

    UserDirectoryIT(@TempDir Path folder) {
        world = new IdentityWorld(folder, 250);
        directory = world.directory();
    }

    @AfterEach
    void stop() {
        directory.close();
        world.close();
    }

    private UserNames resolved(UserRef ref, Set<UserKind> wanted) {
        Resolution end = directory.resolve(ref, wanted);
        assertThat(end).isInstanceOf(Resolved.class);
        return ((Resolved) end).names();
    }

    private void with(IdentitySettings settings) {
        directory.close();
        directory = world.directory(settings, operation -> true);
    }

    /** A directory whose keys open the operations of these security schemes only. */
    private void withKeysFor(String... schemes) {
        directory.close();
        directory = world.directory(
                IdentitySettings.STANDARD, operation -> List.of(schemes).contains(operation.security()));
    }

    @Test
    void findsTheShortIdByTheSurestOperationAlone() {
        UserNames names = resolved(UserRef.email("U0@Example.org"), SHORT);

        assertThat(names.get(UserKind.SHORT_ID)).contains(world.user(0).userId());
        assertThat(names.evidence(SHORT)).isEqualTo(Evidence.DOCUMENTED);
        assertThat(world.emulator.requests().counts()).containsOnlyKeys("getUserData");
    }

    @Test
    void findsEveryNameByEachName() {
        UserView user = world.user(3);
        for (UserRef ref : List.of(
                UserRef.email(user.email()),
                UserRef.shortId(user.userId()),
                UserRef.username(user.username()),
                UserRef.objectId(user.objectId()))) {
            world.store.settle(ref);
            world.clock.advance(Duration.ofHours(25));

            UserNames names = resolved(ref, IdentityWorld.all());

            assertThat(names.get(UserKind.EMAIL)).as(ref.toString()).contains(user.email());
            assertThat(names.get(UserKind.SHORT_ID)).contains(user.userId());
            assertThat(names.get(UserKind.USERNAME)).contains(user.username());
            assertThat(names.get(UserKind.OBJECT_ID)).contains(user.objectId());
        }
    }

    @Test
    void goesFromOneOperationToTheNextWhereNoneShowsAll() {
        withKeysFor("bearer-community-key");

        UserNames names = resolved(FIRST, Set.of(UserKind.OBJECT_ID, UserKind.USERNAME));

        assertThat(names.get(UserKind.OBJECT_ID)).contains(world.user(0).objectId());
        assertThat(names.evidence(OBJECT)).isEqualTo(Evidence.ASSUMED);
        assertThat(world.emulator.requests().counts()).containsOnlyKeys("getUserData", "getUserMilestones");
    }

    @Test
    void asksAgainOnlyWhenWhatItKnowsIsOld() {
        resolved(FIRST, SHORT);
        resolved(FIRST, SHORT);
        world.clock.advance(Duration.ofHours(23));
        resolved(UserRef.shortId(world.user(0).userId()), Set.of(UserKind.USERNAME));
        assertThat(world.calls()).isEqualTo(1);

        world.clock.advance(Duration.ofHours(2));
        resolved(FIRST, SHORT);

        assertThat(world.calls("getUserData")).isEqualTo(2);
    }

    @Test
    void keepsWhatItKnowsAcrossAStart() {
        resolved(FIRST, SHORT);
        with(IdentitySettings.STANDARD);

        resolved(FIRST, SHORT);

        assertThat(world.calls()).isEqualTo(1);
    }

    @Test
    void takesAnAddressAsOldThoughItsIdWasSeenJustNow() {
        resolved(FIRST, SHORT);
        world.clock.advance(Duration.ofHours(25));
        resolved(UserRef.shortId(world.user(0).userId()), Set.of(UserKind.USERNAME));
        assertThat(world.calls("getUserData")).isEqualTo(2);

        resolved(FIRST, SHORT);

        assertThat(world.calls("getUserData")).isEqualTo(3);
    }

    @Test
    void believesForAWhileThatNobodyHasAName() {
        UserRef nobody = UserRef.email("nobody@example.org");

        assertThat(directory.resolve(nobody, SHORT))
                .isInstanceOfSatisfying(
                        Unknown.class,
                        end -> assertThat(end.why())
                                .contains("getUserData knows nobody", "n***@example.org", "404")
                                .doesNotContain("nobody@"));
        directory.resolve(nobody, SHORT);
        assertThat(world.calls()).isEqualTo(1);

        world.clock.advance(Duration.ofMinutes(11));
        directory.resolve(nobody, SHORT);
        assertThat(world.calls()).isEqualTo(2);
    }

    @Test
    void asksForNobodyWhoseNameIsNone() {
        for (String name : List.of("", "  ", "a\u0000@example.org", "x".repeat(401))) {
            assertThat(directory.resolve(UserRef.email(name), SHORT)).isInstanceOf(Unknown.class);
        }
        assertThat(world.calls()).isZero();
    }

    @Test
    void takesASilentApiForNoAnswer() {
        for (Fault fault : List.of(Fault.status(500), Fault.status(429), Fault.status(403), Fault.status(401))) {
            world.emulator.faults().add(FaultRule.next("getUserData", fault));
            world.emulator.faults().add(FaultRule.next("getUserMilestones", fault));

            assertThat(directory.resolve(FIRST, SHORT))
                    .as(fault.toString())
                    .isInstanceOfSatisfying(
                            Unavailable.class, end -> assertThat(end.why()).contains("RAI-4"));
        }

        resolved(FIRST, SHORT);
    }

    @Test
    void takesA404OfWhatStandsBeforeTheApiForNoAnswer() {
        Fault proxy = new Fault(Fault.Kind.STATUS, 404, "not here", Map.of());
        world.emulator.faults().add(FaultRule.next("getUserData", proxy));
        world.emulator.faults().add(FaultRule.next("getUserMilestones", proxy));

        assertThat(directory.resolve(FIRST, SHORT)).isInstanceOf(Unavailable.class);
        resolved(FIRST, SHORT);
    }

    @Test
    void goesAnotherWayWhereOneIsClosed() {
        world.emulator.faults().add(FaultRule.next("getUserData", Fault.status(403)));

        assertThat(resolved(FIRST, SHORT).evidence(SHORT)).isEqualTo(Evidence.ASSUMED);
        assertThat(world.calls("getUserMilestones")).isEqualTo(1);
    }

    @Test
    void saysWhatNoOperationShows() {
        withKeysFor("x-api-key");

        assertThat(directory.resolve(FIRST, SHORT))
                .isInstanceOfSatisfying(
                        Unknown.class,
                        end -> assertThat(end.why())
                                .contains("No operation that is on and has its key shows the short id"));
        assertThat(world.calls()).isZero();
    }

    @Test
    void guessesNothingWhenAnAddressMeansAnotherUserThanBefore() {
        resolved(FIRST, SHORT);
        world.store.learn(
                List.of(new Sighting(
                        Map.of(UserKind.EMAIL, "u1@example.org", UserKind.SHORT_ID, "77"),
                        "getUserData",
                        Evidence.DOCUMENTED)),
                0);

        UserRef second = UserRef.email("u1@example.org");
        assertThat(directory.resolve(second, SHORT))
                .isInstanceOfSatisfying(
                        Ambiguous.class,
                        end -> assertThat(end.why())
                                .contains("77", world.user(1).userId(), "u***@example.org", "--refresh")
                                .doesNotContain("u1@"));
        int before = world.calls();
        assertThat(directory.resolve(second, SHORT)).isInstanceOf(Ambiguous.class);
        assertThat(directory.resolve(UserRef.shortId("77"), Set.of(UserKind.USERNAME)))
                .isInstanceOf(Ambiguous.class);
        assertThat(world.calls()).isEqualTo(before);
        assertThat(world.store.closed(second)).hasSize(1);

        assertThat(directory.refresh(second)).isInstanceOf(Resolved.class);
        assertThat(resolved(second, SHORT).get(UserKind.SHORT_ID))
                .contains(world.user(1).userId());
        resolved(FIRST, SHORT);
    }

    @Test
    void makesOneCallForAllWhoAskAtOnce() throws Exception {
        world.emulator.faults().add(FaultRule.next("getUserData", Fault.latency(Duration.ofMillis(300))));
        int askers = 12;
        CyclicBarrier together = new CyclicBarrier(askers);
        ExecutorService threads = Executors.newFixedThreadPool(askers);
        try {
            List<Future<Resolution>> ends = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                UserRef ref = UserRef.email(i % 2 == 0 ? "u0@example.org" : "U0@EXAMPLE.org");
                ends.add(threads.submit(() -> {
                    together.await();
                    return directory.resolve(ref, SHORT);
                }));
            }
            for (Future<Resolution> end : ends) {
                assertThat(end.get()).isInstanceOf(Resolved.class);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(world.calls()).isEqualTo(1);
    }

    @Test
    void readsTheListWhenManyAreMissing() {
        List<UserRef> many = new ArrayList<>(IntStream.range(0, 250)
                .mapToObj(n -> UserRef.email("u" + n + "@example.org"))
                .toList());
        many.add(UserRef.email("nobody@example.org"));

        Map<UserRef, Resolution> ends = directory.resolveAll(many, OBJECT, Priority.BULK);

        assertThat(ends).hasSize(251);
        assertThat(ends.values()).filteredOn(Resolved.class::isInstance).hasSize(250);
        assertThat(ends.get(UserRef.email("nobody@example.org"))).isInstanceOf(Unknown.class);
        assertThat(world.calls("listCommunityUsers")).isEqualTo(3);
        assertThat(world.calls()).isEqualTo(4);

        directory.resolveAll(many, IdentityWorld.all(), Priority.BULK);
        assertThat(world.calls()).isEqualTo(4);
    }

    @Test
    void asksOneByOneWhenTheListCannotBeRead() {
        with(new IdentitySettings(Duration.ofHours(1), Duration.ofMinutes(1), 4, 3));
        world.emulator.faults().add(FaultRule.next("listCommunityUsers", Fault.status(403)));
        List<UserRef> three = IntStream.range(0, 3)
                .mapToObj(n -> UserRef.email("u" + n + "@example.org"))
                .toList();

        assertThat(directory.resolveAll(three, SHORT, Priority.BULK).values()).allMatch(Resolved.class::isInstance);
        assertThat(world.calls("getUserData")).isEqualTo(3);
    }

    @Test
    void readsNoMorePagesThanItWouldMakeCalls() {
        with(new IdentitySettings(Duration.ofHours(1), Duration.ofMinutes(1), 4, 2));
        List<UserRef> two = List.of(UserRef.email("x@example.org"), UserRef.email("y@example.org"));

        directory.resolveAll(two, SHORT, Priority.BULK);

        assertThat(world.calls("listCommunityUsers")).isEqualTo(2);
    }

    @Test
    void oneBadNameStopsNoOther() {
        Map<UserRef, Resolution> ends = directory.resolveAll(
                List.of(UserRef.email(""), FIRST, UserRef.email("nobody@example.org")), SHORT, Priority.BULK);

        assertThat(ends.get(FIRST)).isInstanceOf(Resolved.class);
        assertThat(ends.values()).filteredOn(Unknown.class::isInstance).hasSize(2);
    }
}
