package ai.returning.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may be written once is written once, on each state database. */
abstract class OnceWritesContract {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-18T09:00:00Z"));
    private final AtomicInteger calls = new AtomicInteger();
    private StateDatabase database;
    private CrmWrites book;
    private OnceWrites once;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        book = new CrmWrites(database.jdbc());
        once = new OnceWrites(book, clock, PATIENCE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String note(String key) {
        return once.write("note", key, () -> "id-" + calls.incrementAndGet());
    }

    private Supplier<String> failing(ErrorCode code) {
        return () -> {
            calls.incrementAndGet();
            throw new RaiException(code, "as the test says");
        };
    }

    private void refused(String key, ErrorCode code) {
        assertThatThrownBy(() -> note(key))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void writesOnceForAKey() {
        assertThat(note("a")).isEqualTo("id-1");
        assertThat(note("a")).isEqualTo("id-1");
        assertThat(note("b")).isEqualTo("id-2");
        assertThat(once.write("other", "a", () -> "id-of-another")).isEqualTo("id-of-another");
        assertThat(calls).hasValue(2);
        assertThat(book.open(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void writesAgainWhereNothingWasWritten() {
        for (ErrorCode code : List.of(ErrorCode.CRM_REFUSED, ErrorCode.CRM_UNAVAILABLE, ErrorCode.SECRET_MISSING)) {
            assertThatThrownBy(() -> once.write("note", "a", failing(code))).hasMessageContaining("as the test says");
        }
        assertThat(note("a")).isEqualTo("id-4");
    }

    @Test
    void neverWritesAgainWhatIsUnclearUntilAPersonSaysSo() {
        assertThatThrownBy(() -> once.write("note", "a", failing(ErrorCode.CRM_UNKNOWN)))
                .hasMessageContaining("RAI-3052");
        refused("a", ErrorCode.CRM_UNKNOWN);
        clock.advance(Duration.ofDays(30));
        refused("a", ErrorCode.CRM_UNKNOWN);
        assertThat(calls).hasValue(1);
        assertThat(book.open(0)).extracting(CrmWrites.Line::key).containsExactly("a");

        assertThat(book.forget("note", "a")).isTrue();

        assertThat(note("a")).isEqualTo("id-2");
    }

    @Test
    void neverWritesAgainWhatAnErrorOfOursLeft() {
        assertThatThrownBy(() -> once.write("note", "a", () -> {
                    throw new IllegalStateException("a bug, after the call or before it");
                }))
                .isInstanceOf(IllegalStateException.class);
        clock.advance(PATIENCE);
        refused("a", ErrorCode.CRM_UNKNOWN);
        assertThat(calls).hasValue(0);
    }

    @Test
    void waitsForAnAttemptThatMayBeUnderWayAndThenAsksAPerson() {
        assertThat(book.begin("note", "a", clock.millis())).isTrue(); // and the process died
        refused("a", ErrorCode.CRM_UNAVAILABLE);
        assertThat(book.open(clock.millis())).isEmpty();
        clock.advance(PATIENCE);
        refused("a", ErrorCode.CRM_UNKNOWN);
        book.written("note", "a", null, clock.millis());
        assertThat(note("a")).isEmpty();
        assertThat(calls).hasValue(0);
    }

    @Test
    void writesOnceWhenManyTryAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<String>> attempts = new ArrayList<>(Collections.nCopies(12, () -> {
                try {
                    return note("a");
                } catch (RaiException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.CRM_UNAVAILABLE);
                    return "";
                }
            }));
            for (Future<String> attempt : threads.invokeAll(attempts)) {
                assertThat(attempt.get()).isIn("", "id-1");
            }
            assertThat(calls).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
