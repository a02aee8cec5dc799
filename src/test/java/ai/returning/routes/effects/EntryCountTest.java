package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.ReadBacks.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Entries against the effects that may have left them. */
class EntryCountTest {
    private static final long NOW = 1_772_000_000_000L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static Effect admitted(long at) {
        return new Effect(
                "a",
                "t",
                "e",
                "k",
                "s",
                "o",
                "{}",
                "h",
                Optional.empty(),
                "f",
                "p",
                EffectState.AMBIGUOUS,
                1,
                3,
                "x",
                null,
                0,
                0,
                at,
                null,
                null,
                "",
                0,
                at,
                at,
                new Effect.Origin("", ""),
                Optional.empty(),
                Lane.CALL,
                Optional.empty());
    }

    private static LookAlike sent(long at, EffectState state) {
        return new LookAlike("{}", state, 1, at, at);
    }

    private static Sight sight(List<LookAlike> others, Long... times) {
        return new EntryCount(admitted(NOW), LEASE, others, List.of(times))
                .judge("list")
                .sight();
    }

    @Test
    void findsAnEntryThatNobodyElseMade() {
        assertThat(sight(List.of(), NOW + 5)).isEqualTo(Sight.FOUND);
        assertThat(sight(List.of())).isEqualTo(Sight.ABSENT);
        assertThat(sight(List.of(), NOW, NOW + 1)).isEqualTo(Sight.SEVERAL);
    }

    @Test
    void leavesOutEntriesLongBefore() {
        assertThat(sight(List.of(), NOW - 30 * MINUTE, NOW)).isEqualTo(Sight.FOUND);
        assertThat(sight(List.of(), NOW - 30 * MINUTE)).isEqualTo(Sight.ABSENT);
    }

    @Test
    void takesNeitherOnlyTheEntryNorOnlyTheEffectAtTheEdge() {
        for (long behind = -MINUTE + 1; behind < MINUTE; behind += 500) {
            for (long before = 0; before < 8 * MINUTE; before += 3_000) {
                long sent = NOW - before;
                List<LookAlike> other = List.of(sent(sent, EffectState.APPLIED));
                assertThat(sight(other, sent - behind)).isEqualTo(Sight.ABSENT);
                assertThat(sight(other, sent - behind, NOW - behind)).isEqualTo(Sight.FOUND);
            }
        }
    }

    @Test
    void isNotSureWhileAnotherIsUnclear() {
        List<LookAlike> other = List.of(sent(NOW, EffectState.NEEDS_PERSON));

        assertThat(sight(other)).isEqualTo(Sight.ABSENT);
        assertThat(sight(other, NOW)).isEqualTo(Sight.UNSURE);
        assertThat(sight(other, NOW, NOW)).isEqualTo(Sight.FOUND);
    }

    @Test
    void isNotSureWhereEqualEntriesComeWithoutAGap() {
        List<LookAlike> others = new ArrayList<>();
        LongStream.iterate(NOW - MINUTE, at -> at > NOW - EntryCount.HORIZON, at -> at - MINUTE)
                .forEach(at -> others.add(sent(at, EffectState.APPLIED)));

        assertThat(sight(others, NOW)).isEqualTo(Sight.UNSURE);
    }
}
