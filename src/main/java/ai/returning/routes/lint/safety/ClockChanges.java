package ai.returning.routes.lint.safety;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** Finds a due time that a change of the clock skips or repeats, within the next three years. */
final class ClockChanges {
    private static final Duration AHEAD = Duration.ofDays(3 * 366L);
    /** A schedule this dense has no fixed time that could be missed. */
    private static final Duration DENSE = Duration.ofHours(2);

    /**
     * A due time in the hour of a change.
     *
     * @param skipped true if it does not exist that day; false if it comes twice
     * @param from begin of the hour, local time
     * @param to its end
     */
    record Hit(LocalDateTime due, boolean skipped, LocalTime from, LocalTime to) {
        String text() {
            return due.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT));
        }
    }

    private ClockChanges() {}

    static Optional<Hit> first(String cron, ZoneId zone, Clock clock) {
        Instant end = clock.instant().plus(AHEAD);
        ZoneOffsetTransition change = zone.getRules().nextTransition(clock.instant());
        while (change != null && change.getInstant().isBefore(end)) {
            Optional<Hit> hit = hit(cron, change);
            if (hit.isPresent()) {
                return hit;
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private static Optional<Hit> hit(String cron, ZoneOffsetTransition change) {
        boolean gap = change.isGap();
        LocalDateTime from = gap ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime to = gap ? change.getDateTimeAfter() : change.getDateTimeBefore();
        return due(cron, from.minusSeconds(1))
                .filter(due -> due.isBefore(to))
                .filter(due -> due(cron, due)
                        .filter(next -> Duration.between(due, next).compareTo(DENSE) <= 0)
                        .isEmpty())
                .map(due -> new Hit(due, gap, from.toLocalTime(), to.toLocalTime()));
    }

    /** The next due time by the face of the clock, as if no clock ever changed. */
    private static Optional<LocalDateTime> due(String cron, LocalDateTime after) {
        try {
            CronExpression expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            Date next = expression.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC)));
            return Optional.ofNullable(next)
                    .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
        } catch (ParseException e) {
            // Told as bad-cron.
            return Optional.empty();
        }
    }
}
