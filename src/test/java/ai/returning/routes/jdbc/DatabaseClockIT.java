package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.BreakableSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseClockIT {
    @TempDir
    Path folder;

    @Test
    void goesOnWithTheTimeOfTheDatabase() {
        try (BreakableSource state = new BreakableSource(StateSettings.embeddedUrl(folder))) {
            DatabaseClock clock = DatabaseClock.of(new Jdbc(state.source()));
            Instant first = clock.instant();

            assertThat(first)
                    .isCloseTo(Instant.now(), new TemporalUnitWithinOffset(5, java.time.temporal.ChronoUnit.SECONDS));
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> clock.millis() > first.toEpochMilli() + 50);
        }
    }

    @Test
    void keepsItsTimeWhileTheDatabaseIsAway() {
        try (BreakableSource state = new BreakableSource(StateSettings.embeddedUrl(folder))) {
            DatabaseClock clock = DatabaseClock.of(new Jdbc(state.source()));
            long before = clock.millis();
            state.breakAt("select");

            assertThatThrownBy(clock::measure).isInstanceOf(RaiException.class);
            assertThat(clock.millis()).isGreaterThanOrEqualTo(before);
            state.mend();
            clock.measure();
            assertThat(clock.millis()).isGreaterThanOrEqualTo(before);
        }
    }
}
