package ai.returning.routes.lint.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockChangesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void findsATimeThatDoesNotExistInSpring() {
        ClockChanges.Hit hit =
                first("0 30 2 * * ?", BERLIN, "2026-01-15T12:00:00Z").orElseThrow();

        assertThat(hit.skipped()).isTrue();
        assertThat(hit.text()).isEqualTo("2026-03-29 02:30");
        assertThat(hit.from()).isEqualTo(LocalTime.of(2, 0));
        assertThat(hit.to()).isEqualTo(LocalTime.of(3, 0));
    }

    @Test
    void findsATimeThatComesTwiceInAutumn() {
        ClockChanges.Hit hit =
                first("0 30 2 * * ?", BERLIN, "2026-06-15T12:00:00Z").orElseThrow();

        assertThat(hit.skipped()).isFalse();
        assertThat(hit.text()).isEqualTo("2026-10-25 02:30");
    }

    @Test
    void takesTheBeginOfTheHourForPartOfItAndItsEndNot() {
        assertThat(first("0 0 2 * * ?", BERLIN, "2026-01-15T12:00:00Z")).isPresent();
        assertThat(first("0 0 3 * * ?", BERLIN, "2026-01-15T12:00:00Z")).isEmpty();
        assertThat(first("59 59 1 * * ?", BERLIN, "2026-01-15T12:00:00Z")).isEmpty();
    }

    @Test
    void findsAScheduleOfAWeekdayOnly() {
        // Both changes are on a Sunday.
        assertThat(first("0 30 2 ? * SUN", BERLIN, "2026-01-15T12:00:00Z")).isPresent();
        assertThat(first("0 30 2 ? * MON", BERLIN, "2026-01-15T12:00:00Z")).isEmpty();
    }

    @Test
    void leavesADenseScheduleAlone() {
        assertThat(first("0 30 * * * ?", BERLIN, "2026-01-15T12:00:00Z")).isEmpty();
    }

    @Test
    void leavesAZoneWithoutChangesAlone() {
        assertThat(first("0 30 2 * * ?", ZoneId.of("Asia/Kolkata"), "2026-01-15T12:00:00Z"))
                .isEmpty();
    }

    private static Optional<ClockChanges.Hit> first(String cron, ZoneId zone, String now) {
        return ClockChanges.first(cron, zone, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }
}
