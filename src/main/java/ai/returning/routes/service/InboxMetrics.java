package ai.returning.routes.service;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.store.InboxStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code rai_inbox_answers_total{status="401"}} and {@code rai_inbox_events{state="parked"}}. */
final class InboxMetrics implements MeterBinder {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final List<String> STATUSES =
            List.of("200", "400", "401", "404", "405", "408", "413", "415", "429", "503");

    private final InboxStore store;
    private final InboxFront front;
    private Map<EventState, Long> open = Map.of();
    private long countedAt = System.nanoTime() - 2 * FRESH_NANOS;

    InboxMetrics(InboxStore store, InboxFront front) {
        this.store = store;
        this.front = front;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String status : STATUSES) {
            FunctionCounter.builder("rai.inbox.answers", front, from -> count(from, status))
                    .description("Answers to webhooks by status")
                    .tag("status", status)
                    .register(registry);
        }
        FunctionCounter.builder("rai.inbox.repeated", front, from -> count(from, "repeated"))
                .description("Webhooks answered 200 whose event was there before")
                .register(registry);
        for (EventState state : List.of(EventState.RECEIVED, EventState.WORKING, EventState.PARKED)) {
            Gauge.builder("rai.inbox.events", () -> count(state))
                    .description("Events that are not done. Each parked one waits for a person:"
                            + " ./rai inbox list --state parked")
                    .tag("state", state.word())
                    .register(registry);
        }
    }

    private static double count(InboxFront from, String name) {
        return from.counts().getOrDefault(name, 0L);
    }

    private synchronized long count(EventState state) {
        if (System.nanoTime() - countedAt > FRESH_NANOS) {
            open = store.open();
            countedAt = System.nanoTime();
        }
        return open.getOrDefault(state, 0L);
    }
}
