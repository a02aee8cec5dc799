package ai.returning.routes.effects;

import ai.returning.routes.effects.ReadBacks.Look;
import ai.returning.routes.effects.ReadBacks.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Counts entries of a list against the effects that may have left them, since a time at which nothing happened: near it
 * the two clocks could put an entry on one side and its effect on the other.
 */
final class EntryCount {
    /** Clocks of both sides may differ by so much. */
    static final long CLOCKS = Duration.ofMinutes(1).toMillis();
    /** An entry may stand in the list at least so long after its effect was claimed. */
    private static final long LATE = Duration.ofMinutes(5).toMillis();
    /** How far back such a time is looked for. */
    static final long HORIZON = Duration.ofDays(7).toMillis();

    private record Span(long from, long to) {}

    private final Effect effect;
    private final long late;
    private final List<LookAlike> others;
    private final List<Long> times;

    /**
     * @param lease how long after its claim a call may be under way
     * @param others effects that look alike and were sent within the horizon
     * @param times of the entries that look alike, by the clock of the tenant
     */
    EntryCount(Effect effect, Duration lease, List<LookAlike> others, List<Long> times) {
        this.effect = effect;
        this.late = Math.max(LATE, lease.toMillis());
        this.others = others;
        this.times = times;
    }

    /** @param operation the query, for the words */
    Look judge(String operation) {
        OptionalLong quiet = quietTime();
        if (quiet.isEmpty()) {
            return new Look(
                    Sight.UNSURE, operation + " shows equal entries so densely that they cannot be told apart by time");
        }
        long since = quiet.getAsLong();
        long found = times.stream().filter(time -> time > since).count();
        List<LookAlike> counted =
                others.stream().filter(other -> span(other).from() > since).toList();
        long sure = counted.stream().filter(LookAlike::happened).count();
        long open = counted.size() - sure;
        String figures = operation + " shows " + found + " such entries, " + sure + " belong to others"
                + (open == 0 ? "" : ", " + open + " others are unclear");
        if (found == sure) {
            return new Look(Sight.ABSENT, figures);
        }
        if (found > sure + open + 1) {
            return new Look(Sight.SEVERAL, figures);
        }
        return new Look(found == sure + open + 1 ? Sight.FOUND : Sight.UNSURE, figures);
    }

    /** The last time before our effect to which neither an entry nor an effect is near; empty if there is none. */
    private OptionalLong quietTime() {
        List<Span> busy = new ArrayList<>();
        others.forEach(other -> busy.add(span(other)));
        times.forEach(time -> busy.add(new Span(time - CLOCKS, time + CLOCKS)));
        busy.sort(Comparator.comparingLong(Span::from).reversed());
        long since = effect.admittedAt() - CLOCKS - 1;
        for (Span span : busy) {
            if (span.from() <= since && since <= span.to()) {
                since = span.from() - 1;
            }
        }
        return since >= effect.admittedAt() - HORIZON + late + CLOCKS ? OptionalLong.of(since) : OptionalLong.empty();
    }

    /** When the entry of an effect may have come into being. */
    private Span span(LookAlike other) {
        long first = other.attempt() == 1 ? other.sentAt() : other.admittedAt();
        return new Span(first - CLOCKS, other.sentAt() + late + CLOCKS);
    }
}
