package ai.returning.routes.inbox.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that is the state database: what is written, and the end of its event, are one commit. */
abstract class JointEndContract {
    private static final String INSERT = "insert into visit (k) values (:key)";
    private static final long NOW = Clock.systemUTC().millis() + 3_600_000;

    private StateDatabase state;
    private InboxStore store;
    private Inbox inbox;
    private TargetDatabase target;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        StateSettings settings = settings();
        state = StateDatabase.open(settings);
        store = new InboxStore(state.jdbc());
        inbox = new Inbox(store, Clock.systemUTC(), 100, type -> {});
        target = TargetDatabase.of(TargetSettings.of("state", settings.url(), settings.user(), settings.password()))
                .keeping(new JointEnd(Clock.systemUTC()));
        state.jdbc().execute("create table visit (k varchar(200))");
    }

    @AfterEach
    void close() {
        Failpoints.disarm();
        target.close();
        inbox.close();
        state.close();
    }

    private void arrives(int number) {
        byte[] body = ("{\"user\":{\"id\":\"u1\"},\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        inbox.take(TestPointers.rules("visits", "visit").read(body, null, "{}", inbox.stamp()))
                .orElseThrow()
                .join();
    }

    private InboxEvent claimed() {
        return store.claim("visit", null, "me", NOW, 60_000, 10).get(0);
    }

    private boolean write(InboxEvent event) {
        return new EventWriter(target, EventSql.parse("visit.sql", INSERT), "visits", "key")
                .writeAndEnd(Map.of("key", event.key()), event);
    }

    private long rows() {
        return state.jdbc()
                .one("select count(*) from visit", row -> row.getLong(1))
                .orElseThrow();
    }

    @Test
    void endsAnEventWithTheRowItWrites() {
        arrives(1);
        arrives(2);
        assertThat(write(claimed())).isTrue();
        assertThat(store.counts()).isEqualTo(Map.of(EventState.DONE, 1L, EventState.RECEIVED, 1L));
        assertThat(rows()).isOne();
        assertThat(write(claimed()))
                .as("the next event of the user has its turn")
                .isTrue();
        assertThat(store.counts()).isEqualTo(Map.of(EventState.DONE, 2L));
    }

    @Test
    void leavesNeitherRowNorEndWhenItFailsBetween() {
        arrives(1);
        InboxEvent event = claimed();
        Failpoints.arm("inbox.ended-jointly", () -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(() -> write(event)).hasMessage("the process dies here");
        assertThat(rows()).isZero();
        assertThat(store.counts()).isEqualTo(Map.of(EventState.WORKING, 1L));
        Failpoints.disarm();
        assertThat(write(event)).isTrue();
        assertThat(rows()).isOne();
    }

    @Test
    void endsAnEventThatWasWrittenBefore() {
        arrives(1);
        InboxEvent event = claimed();
        new EventWriter(target, EventSql.parse("visit.sql", INSERT), "visits", "key").write(Map.of("key", event.key()));
        assertThat(write(event)).isTrue();
        assertThat(rows()).isOne();
        assertThat(store.counts()).isEqualTo(Map.of(EventState.DONE, 1L));
    }

    @Test
    void writesNothingForAnEventThatAnotherProcessHasByNow() {
        arrives(1);
        InboxEvent event = claimed();
        store.finish(List.of(new Finish(event, EventState.RECEIVED, 0, null, NOW, false)));
        assertThatThrownBy(() -> write(event))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CLOSED));
        assertThat(rows()).isZero();
        assertThat(write(claimed())).isTrue();
    }
}
