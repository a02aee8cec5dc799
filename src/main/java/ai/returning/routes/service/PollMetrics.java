package ai.returning.routes.service;

import ai.returning.routes.component.sync.Polls;
import ai.returning.routes.component.sync.Polls.Figures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What flows poll: {@code rai_polled_rows{flow="award-badges"}}, {@code rai_poll_failures}, and
 * {@code rai_poll_done_seconds}, the time of the last round that ended well.
 */
final class PollMetrics implements MeterBinder {
    private final Polls polls;

    PollMetrics(Polls polls) {
        this.polls = polls;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        polls.whenChanged(figures -> {
            rows(registry, "rai.polled.rows", "Rows of polled flows that were dealt with.", figures, Figures::rows);
            rows(registry, "rai.poll.failures", "Rounds of polling that failed.", figures, Figures::failures);
            rows(
                    registry,
                    "rai.poll.done.seconds",
                    "When the last round of polling ended well, in seconds since 1970.",
                    figures,
                    one -> one.doneAt() / 1_000.0);
        });
    }

    private void rows(
            MeterRegistry registry,
            String name,
            String description,
            List<Figures> flows,
            ToDoubleFunction<Figures> figure) {
        MultiGauge.builder(name)
                .description(description)
                .register(registry)
                .register(
                        flows.stream()
                                .map(one -> MultiGauge.Row.of(
                                        Tags.of("flow", one.flow()),
                                        () -> figure.applyAsDouble(polls.figures(one.flow()))))
                                .toList(),
                        true);
    }
}
