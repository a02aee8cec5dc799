package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresLedgerTurnsIT extends LedgerTurnsContract {
    private static final Pattern PAGES = Pattern.compile("shared (?:hit=(\\d+))? ?(?:read=(\\d+))?");

    /** Ten thousand intents each: of a stopped flow, of files, due tomorrow, and of another community. */
    private static final String BACKLOG = """
            insert into effect (effect_id, tenant, effect, business_key, subject, operation, content, content_hash, flow,
                place, state, attempt, version, admission, lease_until, due_at, looks, head, position, admitted_at,
                changed_at, lane)
            select '%1$s' || n, '%2$s', 'e', 'k', 's', 'awardBadge', '{}', 'h', '%3$s', 'p', 'intent', 1, 1, 'a', 0,
                %4$s, 0, 'h', n, 0, 0, '%5$s' from generate_series(1, 10000) n
            """;

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }

    @Test
    void readsNothingOfWhatMayNotGo() {
        try (StateDatabase database = StateDatabase.open(settings())) {
            Jdbc jdbc = database.jdbc();
            jdbc.update(BACKLOG.formatted("a", "tenant", "a-stopped-flow", "0", "call"));
            jdbc.update(BACKLOG.formatted("b", "tenant", "award-badges", "0", "file"));
            jdbc.update(BACKLOG.formatted("c", "tenant", "award-badges", "5000", "call"));
            jdbc.update(BACKLOG.formatted("d", "another", "award-badges", "0", "call"));
            jdbc.execute("vacuum analyze effect");

            assertThat(pages(jdbc, FreeIntents.NEXT_FLOW, "tenant", "call", "")).isLessThan(50);
            assertThat(pages(jdbc, FreeIntents.NEXT_FLOW, "tenant", "call", "a-stopped-flow"))
                    .isLessThan(50);
            assertThat(pages(jdbc, FreeIntents.NEXT_OPERATION, "tenant", "call", "award-badges", ""))
                    .isLessThan(50);
            assertThat(pages(jdbc, FreeIntents.FREE, "tenant", "call", "award-badges", "awardBadge", 1000L, 500))
                    .isLessThan(50);
        }
    }

    /** How many pages of eight kilobytes a query looks at. */
    private static long pages(Jdbc jdbc, String query, @Nullable Object... values) {
        List<String> plan = jdbc.list("explain (analyze, buffers) " + query, row -> row.getString(1), values);
        String first = plan.stream()
                .filter(line -> line.contains("Buffers: shared"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(plan));
        Matcher pages = PAGES.matcher(first);
        assertThat(pages.find()).as(first).isTrue();
        return number(pages.group(1)) + number(pages.group(2));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
