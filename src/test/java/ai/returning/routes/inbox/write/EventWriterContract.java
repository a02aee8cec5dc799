package ai.returning.routes.inbox.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.inbox.write.EventWriter.Written;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a target keeps, on each database. */
abstract class EventWriterContract {
    private static final String INSERT =
            "insert into visit (k, at, price, note) values (:key, :time," + " :content.price, :content.note)";

    private TargetDatabase target;
    private Jdbc jdbc;

    abstract TargetSettings settings();

    abstract Jdbc jdbc();

    @BeforeEach
    void open() {
        target = TargetDatabase.of(settings());
        jdbc = jdbc();
        jdbc.execute("create table visit (k varchar(100), at timestamp with time zone, price decimal(10, 2), note"
                + " varchar(200))");
    }

    @AfterEach
    void close() {
        target.close();
    }

    private EventWriter writer(String sql, String scope, String key) {
        return new EventWriter(target, EventSql.parse("visit.sql", sql), scope, key);
    }

    private static Map<String, Object> event(String key, Object note) {
        return Map.of(
                "key",
                key,
                "time",
                "2026-05-18T09:16:00Z",
                "message",
                Map.of("id", "m-1"),
                "content",
                Map.of("price", new BigDecimal("12.50"), "note", note));
    }

    private List<String> rows() {
        return jdbc.list(
                "select k, price, note from visit order by k",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
    }

    @Test
    void writesAnEventOnce() {
        EventWriter writer = writer(INSERT, "visits", "key");
        assertThat(writer.write(event("a", "x"))).isEqualTo(Written.NOW);
        assertThat(writer.write(event("a", "y"))).isEqualTo(Written.BEFORE);
        assertThat(writer.write(event("b", "z"))).isEqualTo(Written.NOW);
        assertThat(rows()).containsExactly("a 12.50 x", "b 12.50 z");
        assertThat(jdbc.one(
                        "select count(*) from visit where at = timestamp with time zone '2026-05-18 09:16:00+00'",
                        row -> row.getInt(1)))
                .contains(2);
    }

    @Test
    void sharesAScopeBetweenFlows() {
        assertThat(writer(INSERT, "messages", "message.id").write(event("a", "x")))
                .isEqualTo(Written.NOW);
        assertThat(writer(INSERT, "messages", "message.id").write(event("b", "x")))
                .isEqualTo(Written.BEFORE);
        assertThat(writer(INSERT, "others", "message.id").write(event("b", "x")))
                .isEqualTo(Written.NOW);
    }

    @Test
    void writesAValueAsAValue() {
        String hostile = "'); drop table visit; -- :key ? ${body} $$";
        writer(INSERT, "visits", "key").write(event("a", hostile));
        assertThat(rows()).containsExactly("a 12.50 " + hostile);
    }

    @Test
    void takesTheMarkBackWhenAStatementFails() {
        EventWriter broken = writer(INSERT + "; insert into no_such_table (k) values (:key)", "visits", "key");
        assertThatThrownBy(() -> broken.write(event("a", "secret-note")))
                .isInstanceOfSatisfying(RaiException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TARGET_REFUSED);
                    assertThat(e).hasMessageContaining("Nothing was written").hasMessageNotContaining("secret-note");
                });
        assertThat(rows()).isEmpty();
        assertThat(writer(INSERT, "visits", "key").write(event("a", "x"))).isEqualTo(Written.NOW);
    }

    @Test
    void refusesAnEventWithoutItsKey() {
        assertThatThrownBy(() -> writer(INSERT, "visits", "purchase.id").write(event("a", "x")))
                .hasMessageContaining("RAI-1007")
                .hasMessageContaining("'purchase.id'");
        assertThat(rows()).isEmpty();
    }

    @Test
    void writesOnceWhenManyTryAtATime() throws Exception {
        EventWriter writer = writer(INSERT, "visits", "key");
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Written>> attempts =
                    new ArrayList<>(Collections.nCopies(12, () -> writer.write(event("a", "x"))));
            List<Written> outcomes = new ArrayList<>();
            for (Future<Written> attempt : threads.invokeAll(attempts)) {
                outcomes.add(attempt.get());
            }
            assertThat(Collections.frequency(outcomes, Written.NOW)).isOne();
            assertThat(rows()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tellsThatADatabaseIsAway() {
        try (TargetDatabase nowhere = TargetDatabase.of(new TargetSettings(
                "away",
                "jdbc:postgresql://127.0.0.1:1/x",
                "",
                "",
                1,
                java.time.Duration.ofMillis(300),
                java.time.Duration.ofSeconds(1)))) {
            EventWriter writer = new EventWriter(nowhere, EventSql.parse("a.sql", INSERT), "visits", "key");
            assertThatThrownBy(() -> writer.write(event("a", "x")))
                    .isInstanceOfSatisfying(
                            RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_UNAVAILABLE));
        }
    }
}
