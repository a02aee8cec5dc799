package ai.returning.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What names an event, whom it is about, and when it happened. */
class EventRulesTest {
    private static final long NOW = Instant.parse("2026-05-18T09:15:02.120Z").toEpochMilli();

    private final EventRules visits = TestPointers.rules("visits", "user_visit_server");

    @Test
    void namesAnEventByItsText() {
        InboxEvent one = read(visits, "{\"user\":{\"id\":\"4417\"},\"timestamp\":\"2026-05-18T09:15:00Z\"}", NOW);
        InboxEvent same =
                read(visits, "{\"user\":{\"id\":\"4417\"},\"timestamp\":\"2026-05-18T09:15:00Z\"}", NOW + 600_000);
        InboxEvent other = read(visits, "{\"user\":{\"id\":\"4418\"},\"timestamp\":\"2026-05-18T09:15:00Z\"}", NOW);

        assertThat(same.id()).isEqualTo(one.id());
        assertThat(other.id()).isNotEqualTo(one.id());
        assertThat(one.key()).startsWith("visits:user_visit_server:sha256-");
        assertThat(one.eventTime())
                .isEqualTo(Instant.parse("2026-05-18T09:15:00Z").toEpochMilli());
        assertThat(one.userKey()).isEqualTo("4417");
    }

    @Test
    void addsTheMinuteOfReceiptWhereTheBodyHasNoTime() {
        InboxEvent one = read(visits, "{\"user\":{\"id\":\"4417\"}}", NOW);
        InboxEvent again = read(visits, "{\"user\":{\"id\":\"4417\"}}", NOW + 1000);
        InboxEvent later = read(visits, "{\"user\":{\"id\":\"4417\"}}", NOW + 60_000);

        assertThat(again.id()).isEqualTo(one.id());
        assertThat(later.id()).isNotEqualTo(one.id());
        assertThat(one.eventTime()).isNull();
    }

    @Test
    void namesAnEventByABusinessIdAndKeepsEndpointsAndTenantsApart() {
        EventRules messages = new EventRules(
                "posts",
                "new_message",
                "lantern",
                TestPointers.STANDARD,
                Pointers.compile(List.of("/message/id")),
                true,
                false,
                false);
        EventRules otherTenant = new EventRules(
                "posts",
                "new_message",
                "harbour",
                TestPointers.STANDARD,
                Pointers.compile(List.of("/message/id")),
                true,
                false,
                false);
        InboxEvent one = read(messages, "{\"message\":{\"id\":\"m1\",\"message\":\"a\"}}", NOW);
        InboxEvent edited = read(messages, "{\"message\":{\"id\":\"m1\",\"message\":\"b\"}}", NOW);

        assertThat(one.key()).isEqualTo("posts:new_message:id-m1");
        assertThat(edited.id()).isEqualTo(one.id());
        assertThat(read(otherTenant, "{\"message\":{\"id\":\"m1\"}}", NOW).id()).isNotEqualTo(one.id());
        assertThat(read(TestPointers.rules("posts2", "new_message"), "{\"message\":{\"id\":\"m1\"}}", NOW)
                        .id())
                .isNotEqualTo(one.id());
    }

    @Test
    void takesASignedIdWhereTheBodyHasNone() {
        InboxEvent event = visits.read(bytes("{}"), "msg_1", "{}", new Stamp(NOW, 1, "here"));
        assertThat(event.key()).endsWith("id-msg_1");
    }

    @Test
    void takesNoIdThatIsNoName() {
        EventRules messages = new EventRules(
                "posts",
                "new_message",
                "lantern",
                TestPointers.STANDARD,
                Pointers.compile(List.of("/message/id")),
                true,
                false,
                false);
        for (String id :
                List.of("\"" + "x".repeat(5000) + "\"", "[10]", "{\"$gt\":0}", "\"a\\r\\nb\"", "\"\"", "null")) {
            assertThat(read(messages, "{\"message\":{\"id\":" + id + "}}", NOW).key())
                    .contains(":sha256-");
        }
    }

    @Test
    void parksWhatCannotBeRead() {
        InboxEvent event = read(visits, "{\"a\":1,\"a\":2}", NOW);

        assertThat(event.state()).isEqualTo(EventState.PARKED);
        assertThat(event.reason()).contains("cannot be read");
        assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1,\"a\":2}");
    }

    @Test
    void readsTimesOfSeveralForms() {
        long expected = Instant.parse("2026-05-18T09:15:00Z").toEpochMilli();
        for (String time :
                List.of("\"2026-05-18T09:15:00Z\"", "\"2026-05-18T11:15:00+02:00\"", "1779095700", "1779095700000")) {
            assertThat(read(visits, "{\"timestamp\":" + time + "}", NOW).eventTime())
                    .as(time)
                    .isEqualTo(expected);
        }
        for (String time : List.of("\"yesterday\"", "-5", "1.5", "true", "\"" + "9".repeat(99) + "\"", "[1]")) {
            assertThat(read(visits, "{\"timestamp\":" + time + "}", NOW).eventTime())
                    .as(time)
                    .isNull();
        }
    }

    @Test
    void findsTheUserByEmailWithoutAnId() {
        assertThat(read(visits, "{\"user\":{\"email\":\"Kofi@Example.org\"}}", NOW)
                        .userKey())
                .isEqualTo("kofi@example.org");
        assertThat(read(visits, "{\"user\":{\"id\":[1]}}", NOW).userKey()).isNull();
        assertThat(read(visits, "{\"user\":{\"id\":\"" + "x".repeat(4000) + "\"}}", NOW)
                        .userKey())
                .hasSize(64);
    }

    @Test
    void refusesATextThatIsNoPointer() {
        assertThatThrownBy(() -> Pointers.compile(List.of("user/id"))).isInstanceOf(RaiException.class);
    }

    private static InboxEvent read(EventRules rules, String text, long now) {
        return rules.read(bytes(text), null, "{}", new Stamp(now, 1, "here"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
