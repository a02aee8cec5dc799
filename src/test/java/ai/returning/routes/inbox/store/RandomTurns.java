package ai.returning.routes.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Does to the inbox what may happen in any order, and looks after each step that no user has two events in work. */
final class RandomTurns {
    private static final int USERS = 3;
    private static final long LEASE = 60_000;

    private final InboxStore store;
    private final EventRules rules;
    private final int seed;
    private final Random random;
    private final long now;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, InboxEvent> held = new HashMap<>();

    RandomTurns(InboxStore store, EventRules rules, int seed, long now) {
        this.store = store;
        this.rules = rules;
        this.seed = seed;
        this.random = new Random(seed);
        this.now = now;
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step(i);
            assertOneEach("seed " + seed + ", step " + i);
        }
        drain();
    }

    private void step(int number) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> arrive(number);
            case 3, 4 -> claim();
            case 5 -> end(EventState.DONE);
            case 6 -> end(random.nextBoolean() ? EventState.RECEIVED : EventState.PARKED);
            default -> {
                if (random.nextInt(4) == 0) {
                    store.release(true, now);
                    held.clear();
                } else {
                    replay();
                }
            }
        }
    }

    /** Stamped before some that are there already. */
    private void arrive(int number) {
        Stamp stamp = new Stamp(now - 1000, random.nextInt(1_000_000), seed + "-" + number);
        String body = "{\"user\":{\"id\":\"r" + seed + "-" + random.nextInt(USERS) + "\"},\"timestamp\":"
                + (1779095700000L + number) + "}";
        InboxEvent event = rules.read(body.getBytes(StandardCharsets.UTF_8), null, "{}", stamp);
        store.insert(List.of(event));
        ids.add(event.id());
    }

    private int claim() {
        List<InboxEvent> claimed = store.claim("visit", null, "me", now, LEASE, 1 + random.nextInt(3));
        claimed.forEach(one -> held.put(one.id(), one));
        return claimed.size();
    }

    private void end(EventState state) {
        if (!held.isEmpty()) {
            String id = held.keySet().stream().sorted().toList().get(random.nextInt(held.size()));
            Finish end = new Finish(held.remove(id), state, 0, null, now, state == EventState.DONE);
            assertThat(store.finish(List.of(end))).containsExactly(true);
        }
    }

    private void replay() {
        if (!ids.isEmpty()) {
            store.replay(store.startingWith(ids.get(random.nextInt(ids.size())), 1), "again", now);
        }
    }

    private void assertOneEach(String when) {
        assertThat(store.recent(EventState.WORKING, null, null, 0, 1000))
                .as(when)
                .extracting(InboxEvent::orderKey)
                .doesNotHaveDuplicates();
    }

    /** Whatever waits gets its turn once nothing new comes. */
    private void drain() {
        boolean more = true;
        while (more) {
            more = claim() > 0;
            while (!held.isEmpty()) {
                more = true;
                end(EventState.DONE);
            }
            assertOneEach("seed " + seed + ", at the end");
        }
        assertThat(store.open().keySet()).as("seed " + seed).isSubsetOf(EventState.PARKED);
    }
}
