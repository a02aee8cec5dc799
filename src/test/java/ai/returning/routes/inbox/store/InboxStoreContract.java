package ai.returning.routes.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every state database must do for the inbox. */
abstract class InboxStoreContract extends InboxContract {
    private final EventRules newest =
            new EventRules("changes", "change", "lantern", TestPointers.STANDARD, List.of(), true, false, true);

    @Test
    void storesBytesAsTheyAre() {
        byte[] body = new byte[256 * 1024];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        InboxEvent event = rules.read(body, null, "{\"user-agent\":\"x\"}", inbox.stamp());
        assertThat(take(event)).isEqualTo(Inbox.Taken.STORED);

        InboxEvent found = store.startingWith(event.id(), 2).get(0);
        assertThat(found).usingRecursiveComparison().isEqualTo(event);
        assertThat(found.state()).isEqualTo(EventState.PARKED);
    }

    @Test
    void storesAnEventOnceWhoeverBringsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Inbox> inboxes = new ArrayList<>();
        try {
            List<Future<Long>> rounds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Inbox own = new Inbox(store, Clock.systemUTC(), 1000, type -> {});
                inboxes.add(own);
                rounds.add(threads.submit(() -> takeHundred(own)));
            }
            long stored = 0;
            for (Future<Long> round : rounds) {
                stored += round.get();
            }
            assertThat(stored).isEqualTo(100);
            assertThat(store.counts()).containsEntry(EventState.RECEIVED, 100L);
        } finally {
            inboxes.forEach(Inbox::close);
            threads.shutdownNow();
        }
    }

    private long takeHundred(Inbox own) {
        List<CompletableFuture<Inbox.Taken>> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(own.take(rules.read(body("u" + i, 1), null, "{}", own.stamp()))
                    .orElseThrow());
            taken.add(own.take(rules.read(body("u" + i, 1), null, "{}", own.stamp()))
                    .orElseThrow());
        }
        return taken.stream()
                .map(CompletableFuture::join)
                .filter(Inbox.Taken.STORED::equals)
                .count();
    }

    @Test
    void keepsABadRowFromItsNeighboursAndKeepsItBare() {
        InboxEvent good = rules.read(body("u1", 1), null, "{}", inbox.stamp());
        InboxEvent bad = withKey(rules.read(body("u2", 1), null, "{}", inbox.stamp()), "x".repeat(500));
        List<CompletableFuture<Inbox.Taken>> all =
                List.of(inbox.take(good).orElseThrow(), inbox.take(bad).orElseThrow());

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(Inbox.Taken.STORED));
        assertThat(store.startingWith(good.id(), 1).get(0).state()).isEqualTo(EventState.RECEIVED);
        InboxEvent kept = store.startingWith(bad.id(), 1).get(0);
        assertThat(kept.state()).isEqualTo(EventState.PARKED);
        assertThat(kept.body()).isEqualTo(bad.body());
    }

    private static InboxEvent withKey(InboxEvent e, String key) {
        return new InboxEvent(
                e.id(),
                e.endpoint(),
                e.type(),
                e.tenant(),
                key,
                e.body(),
                e.headers(),
                e.proven(),
                e.userKey(),
                e.eventTime(),
                e.newness(),
                e.orderKey(),
                e.position(),
                e.state(),
                e.attempts(),
                e.version(),
                e.admission(),
                e.dueAt(),
                e.reason(),
                e.receivedAt(),
                e.changedAt());
    }

    @Test
    void showsWhatJustCameInBesideWhatWasLookedAt() {
        for (int i = 1; i <= 4; i++) {
            take(rules.read(body("u" + i, i), null, "{}", inbox.stamp()));
            if (i == 2) {
                store.finish(List.of(end(claim(2).get(0), EventState.DONE)));
            }
        }
        assertThat(store.recent(null, null, null, 0, 10))
                .extracting(InboxEvent::userKey)
                .containsExactly("u4", "u3", "u2", "u1");
        assertThat(store.recent(null, null, null, 0, 3))
                .extracting(InboxEvent::userKey)
                .containsExactly("u4", "u3", "u2");
        assertThat(store.recent(EventState.RECEIVED, "visit", "visits", 0, 10))
                .extracting(InboxEvent::userKey)
                .containsExactly("u4", "u3");
        assertThat(store.recent(null, "other", null, 0, 10)).isEmpty();
        assertThat(store.open()).containsOnly(Map.entry(EventState.RECEIVED, 2L), Map.entry(EventState.WORKING, 1L));
        assertThat(store.purge(Long.MAX_VALUE, 100)).isEqualTo(1);
    }

    @Test
    void countsWhatIsOpenWhoeverWaitsForWhom() {
        for (int i = 1; i <= 3; i++) {
            take(rules.read(body("u1", i), null, "{}", inbox.stamp()));
        }
        store.finish(List.of(end(claim(10).get(0), EventState.PARKED)));
        claim(10);
        claim(10);

        assertThat(store.open())
                .containsOnly(
                        Map.entry(EventState.RECEIVED, 1L),
                        Map.entry(EventState.WORKING, 1L),
                        Map.entry(EventState.PARKED, 1L));
    }

    @Test
    void remembersTheNewestThatWasDone() {
        InboxEvent newer = newest.read(bytes("{\"user\":{\"id\":\"u1\"},\"version\":7}"), null, "{}", inbox.stamp());
        InboxEvent old = newest.read(bytes("{\"user\":{\"id\":\"u1\"},\"version\":3}"), null, "{}", inbox.stamp());
        take(newer);
        take(old);
        store.finish(
                List.of(end(store.claim("change", null, "me", NOW, LEASE, 1).get(0), EventState.DONE)));
        assertThat(store.newest(newer.orderKey())).contains(7L);
        store.finish(
                List.of(end(store.claim("change", null, "me", NOW, LEASE, 1).get(0), EventState.DONE)));
        assertThat(store.newest(newer.orderKey())).contains(7L);
    }

    @Test
    void forgetsWhatIsDoneAndOldAndKeepsTheRest() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u2", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u3", 1), null, "{}", inbox.stamp()));
        List<InboxEvent> claimed = claim(10);
        store.finish(List.of(end(claimed.get(0), EventState.DONE), end(claimed.get(1), EventState.PARKED)));

        assertThat(store.purge(0, 100)).isZero();
        assertThat(store.purge(Long.MAX_VALUE, 100)).isEqualTo(1);
        assertThat(store.counts()).doesNotContainKey(EventState.DONE).containsEntry(EventState.PARKED, 1L);
        assertThat(take(rules.read(body("u1", 1), null, "{}", inbox.stamp()))).isEqualTo(Inbox.Taken.STORED);
    }

    @Test
    void replaysWhatHasEndedAndNothingElse() {
        InboxDesk desk = new InboxDesk(store, Clock.systemUTC());
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        InboxEvent event = desk.list(null, null, null, 0, 10).get(0);
        assertThatThrownBy(() -> desk.replay(event.id(), "again"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CLOSED));
        store.finish(List.of(end(claim(10).get(0), EventState.PARKED)));

        assertThat(desk.replay(event.id().substring(0, 8), "mended").state()).isEqualTo(EventState.RECEIVED);
        store.finish(List.of(end(claim(10).get(0), EventState.DONE)));
        assertThat(desk.replayAll(EventState.DONE, "visit", "visits", 0, "again"))
                .isEqualTo(1);
        assertThat(claim(10)).hasSize(1);
        assertThatThrownBy(() -> desk.replayAll(EventState.RECEIVED, null, null, 0, "no"))
                .isInstanceOf(RaiException.class);
        assertThatThrownBy(() -> desk.show("ffffffff"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_UNKNOWN));
        assertThatThrownBy(() -> desk.show("%")).isInstanceOf(RaiException.class);
    }

    @Test
    void keepsEndpointsApart() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        assertThat(store.claim("visit", "elsewhere", "me", NOW, LEASE, 10)).isEmpty();
        assertThat(store.claim("other", null, "me", NOW, LEASE, 10)).isEmpty();
        assertThat(store.claim("visit", "visits", "me", NOW, LEASE, 10)).hasSize(1);
    }
}
