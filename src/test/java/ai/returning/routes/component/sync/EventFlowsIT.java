package ai.returning.routes.component.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.sync.poll.PollReport;
import ai.returning.routes.sync.store.PollCursors;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped flows with effects, from the table to what the emulator has applied. */
class EventFlowsIT {
    private static final String AT = "timestamp with time zone '2026-03-01 01:00:00+00'";

    @TempDir
    Path folder;

    @Test
    void awardsABadgeOnceHoweverOftenTheOutboxIsRead() {
        try (EventFlows flows = new EventFlows(folder)) {
            outbox(flows);
            flows.start(
                            "award-badges",
                            false,
                            Map.of("badgeId: first-deposit", "badgeId: " + flows.world.badge),
                            Map.of())
                    .begin();
            for (int n = 0; n < 10; n++) {
                deposit(flows, n + 1, n, "150.00");
                deposit(flows, n + 101, n, "99.00");
            }
            deposit(flows, 900, 99, "150.00");

            PollReport report = flows.polls.poll("award-badges");

            assertThat(report.rows()).isEqualTo(21);
            flows.awaitApplied(10);
            flows.world.database.jdbc().update("delete from poll_cursor");
            assertThat(flows.polls.poll("award-badges").end()).isEqualTo(PollReport.End.DONE);
            assertThat(flows.calls("awardBadge")).isEqualTo(10);
            assertThat(flows.world
                            .emulator
                            .users()
                            .find("u3@example.org")
                            .orElseThrow()
                            .badges())
                    .hasSize(1);
            assertThat(flows.verdicts.parked("award-badges", null, 10))
                    .extracting(Verdict::eventKey, Verdict::reason)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("deposit-900", "unknown-user"));
        }
    }

    @Test
    void awardsNothingTwiceWhenTheProcessDiesBetweenDecisionAndCursor() {
        try (EventFlows flows = new EventFlows(folder)) {
            outbox(flows);
            flows.start(
                            "award-badges",
                            false,
                            Map.of("badgeId: first-deposit", "badgeId: " + flows.world.badge),
                            Map.of())
                    .begin();
            deposit(flows, 1, 1, "150.00");
            flows.polls.poll("award-badges");
            flows.awaitApplied(1);
            flows.world.database.jdbc().update("update poll_cursor set place = '0', version = version + 7");
            deposit(flows, 2, 2, "150.00");

            flows.polls.poll("award-badges");

            flows.awaitApplied(2);
            assertThat(flows.calls("awardBadge")).isEqualTo(2);
            assertThat(flows.cursors.find("award-badges").orElseThrow().value().text())
                    .isEqualTo("2");
        }
    }

    @Test
    void keepsTheCursorWhileUsersCannotBeLookedUp() {
        try (EventFlows flows = new EventFlows(folder)) {
            outbox(flows);
            flows.start(
                    "award-badges", true, Map.of("badgeId: first-deposit", "badgeId: " + flows.world.badge), Map.of());
            flows.usersAway = true;
            deposit(flows, 1, 1, "150.00");
            flows.begin();
            Awaitility.await().until(() -> flows.polls.figures("award-badges").failures() > 1);
            assertThat(flows.polls.figures("award-badges").error()).contains("cannot be looked up now");
            assertThat(flows.cursors.find("award-badges").orElseThrow().value().text())
                    .isEqualTo("0");

            flows.usersAway = false;

            flows.awaitApplied(1);
            Awaitility.await()
                    .until(() -> flows.polls.figures("award-badges").error().isEmpty());
        }
    }

    @Test
    void keepsTheCursorAndSaysWhyWhenTheRouteFails() {
        try (EventFlows flows = new EventFlows(folder)) {
            outbox(flows);
            String decide = "uri: returning-ai-sync:decide\n            parameters:\n"
                    + "              rules: award-badges.rules.yaml";
            flows.start("award-badges", false, Map.of(decide, "uri: direct:nobody?block=false"), Map.of())
                    .begin();
            deposit(flows, 1, 1, "150.00");

            assertThatThrownBy(() -> flows.polls.poll("award-badges"))
                    .hasMessageStartingWith("RAI-3025 The route of flow 'award-badges' failed with")
                    .hasMessageContaining("The rows come again at the next poll.");

            PollCursors.Cursor cursor = flows.cursors.find("award-badges").orElseThrow();
            assertThat(cursor.value().text()).isEqualTo("0");
            assertThat(cursor.error()).startsWith("RAI-3025");
            assertThat(flows.polls.figures("award-badges").failures()).isEqualTo(1);
        }
    }

    @Test
    void decidesNothingByAWebhookThatProvesNothing() {
        try (EventFlows flows = new EventFlows(folder)) {
            outbox(flows);
            flows.start(
                            "award-badges",
                            false,
                            Map.of("badgeId: first-deposit", "badgeId: " + flows.world.badge),
                            Map.of())
                    .begin();
            Map<String, Object> event = Map.of(
                    "event_id",
                    "1",
                    "kind",
                    "deposit",
                    "email",
                    "u1@example.org",
                    "amount",
                    new BigDecimal("150.00"),
                    "currency",
                    "EUR",
                    "happened_at",
                    "2026-03-01T01:00:00Z");
            String decide = "returning-ai-sync:decide?rules=award-badges.rules.yaml";

            Exception refused = flows.send(decide, event, false).getException();

            assertThat(refused).hasMessageStartingWith(ErrorCode.EVENT_UNPROVEN.code());
            assertThat(flows.world.store.counts()).isEmpty();
            assertThat(flows.send(decide, event, true).getMessage().getBody())
                    .isEqualTo(Map.of("no-match", 2, "wanted", 1));
            flows.awaitApplied(1);
        }
    }

    @Test
    void stopsAndGoesOnAsAPersonSays() {
        try (EventFlows flows = new EventFlows(folder)) {
            outbox(flows);
            flows.start(
                            "award-badges",
                            true,
                            Map.of("badgeId: first-deposit", "badgeId: " + flows.world.badge),
                            Map.of())
                    .begin();
            deposit(flows, 1, 1, "150.00");
            flows.awaitApplied(1);
            flows.stop("award-badges");
            deposit(flows, 2, 2, "150.00");
            long done = flows.polls.figures("award-badges").doneAt();
            assertThat(flows.polls.poll("award-badges").end()).isIn(PollReport.End.STOPPED, PollReport.End.BUSY);
            assertThat(flows.cursors.find("award-badges").orElseThrow().value().text())
                    .isEqualTo("1");
            assertThat(flows.polls.figures("award-badges").doneAt()).isEqualTo(done);

            flows.switches.start("award-badges");

            flows.awaitApplied(2);
        }
    }

    @Test
    void recordsTheFactsOfEachUserInOrder() {
        try (EventFlows flows = new EventFlows(folder)) {
            flows.execute(
                    "create table customer_facts (fact_id bigint primary key, kind varchar(20), email varchar(100),"
                            + " amount varchar(20), happened_at timestamp with time zone)");
            flows.start(
                            "record-field-history",
                            false,
                            // the field of the emulator is one of text
                            Map.of(
                                    "66b1d0a4c5e2f30011aa0020",
                                    flows.world.fieldId,
                                    "amount: { type: decimal, scale: 2 }",
                                    "amount: { type: text }"),
                            Map.of())
                    .begin();
            for (int n = 1; n <= 30; n++) {
                flows.execute("insert into customer_facts values (" + n + ", 'deposit', 'u" + n % 3 + "@example.org', '"
                        + n + "', " + AT + ")");
            }

            flows.polls.poll("record-field-history");

            flows.awaitApplied(30);
            assertThat(flows.world.values(1))
                    .isEqualTo(List.of("1", "4", "7", "10", "13", "16", "19", "22", "25", "28"));
        }
    }

    @Test
    void grantsEachRewardOnceByFiles() {
        try (EventFlows flows = new EventFlows(folder);
                Ledger ledger = flows.world.ledger("files");
                FileLane lane = flows.world.files(ledger, folder.resolve("files"))) {
            flows.execute("create table premium_rewards (reward_id bigint primary key, email varchar(100),"
                    + " amount decimal(12, 2), granted_at timestamp with time zone)");
            flows.start("grant-premium-currency", false, Map.of(), Map.of()).begin();
            for (int n = 1; n <= 8; n++) {
                flows.execute("insert into premium_rewards values (" + n + ", 'u" + n % 4 + "@example.org', " + n
                        + ".00, " + AT + ")");
            }
            flows.execute("insert into premium_rewards values (9, 'u1@example.org', 400.00, " + AT + ")");

            flows.polls.poll("grant-premium-currency");
            flows.polls.poll("grant-premium-currency");

            for (int i = 0; i < 6; i++) {
                lane.round();
                flows.world.clock.advance(Duration.ofSeconds(30));
            }
            flows.awaitApplied(8);
            assertThat(flows.world.premium(1)).containsExactlyInAnyOrder(new BigDecimal("1"), new BigDecimal("5"));
            assertThat(flows.verdicts.ofEvent("reward-9"))
                    .extracting(Verdict::kind)
                    .containsExactly(Verdict.Kind.HELD);
        }
    }

    @Test
    void postsEachMessageOnceThroughAWebhook() {
        try (EventFlows flows = new EventFlows(folder)) {
            flows.execute("create table channel_messages (message_id bigint primary key, text varchar(2000),"
                    + " wanted_at timestamp with time zone)");
            flows.start("notify-channel", false, Map.of(), Map.of()).begin();
            for (int n = 1; n <= 5; n++) {
                flows.execute("insert into channel_messages values (" + n + ", 'Round " + n + "', " + AT + ")");
            }
            flows.world.emulator.faults().add(FaultRule.next("sendMessageByWebhook", Fault.applyThenFail(500)));

            flows.polls.poll("notify-channel");
            flows.awaitApplied(4);
            flows.world.database.jdbc().update("delete from poll_cursor");
            flows.polls.poll("notify-channel");

            assertThat(flows.calls("sendMessageByWebhook")).isEqualTo(5);
            assertThat(flows.world.emulator.applied().count("sendMessageByWebhook"))
                    .as("the unclear one was posted, and is not posted again")
                    .isEqualTo(5);
            assertThat(flows.world.store.counts().get(EffectState.AMBIGUOUS)).isOne();
        }
    }

    @Test
    void setsTheFieldsOfEachUserInOrderAndReadsThemBack() {
        try (EventFlows flows = new EventFlows(folder)) {
            flows.execute("create table field_changes (change_id bigint primary key, email varchar(100), field"
                    + " varchar(40), new_value varchar(200), changed_at timestamp with time zone)");
            flows.start("set-user-fields", false, Map.of("city", "member-points"), Map.of())
                    .begin();
            for (int n = 1; n <= 9; n++) {
                flows.execute("insert into field_changes values (" + n + ", 'u" + n % 3
                        + "@example.org', 'member-points', 'value " + n + "', " + AT + ")");
            }

            flows.polls.poll("set-user-fields");

            flows.awaitApplied(9);
            assertThat(flows.calls("updateUserFieldsByWebhook")).isEqualTo(9);
            assertThat(flows.world.emulator.applied().of("u1@example.org"))
                    .extracting(change -> String.valueOf(change.newValue()))
                    .containsExactly("value 1", "value 4", "value 7");
        }
    }

    @Test
    void adjustsCoinsOnceAndLetsTheBalanceDecide() {
        try (EventFlows flows = new EventFlows(folder)) {
            flows.execute("create table coin_adjustments (adjustment_id bigint primary key, email varchar(100), amount"
                    + " integer, adjusted_at timestamp with time zone)");
            flows.start("adjust-currency", false, Map.of(), Map.of()).begin();
            int[] amounts = {100, 50, -30, 600, 2000};
            for (int n = 1; n <= amounts.length; n++) {
                flows.execute("insert into coin_adjustments values (" + n + ", 'u1@example.org', " + amounts[n - 1]
                        + ", " + AT + ")");
            }

            flows.polls.poll("adjust-currency");
            flows.awaitApplied(3);
            flows.world.database.jdbc().update("delete from poll_cursor");
            flows.polls.poll("adjust-currency");

            assertThat(flows.world.coins(1)).isEqualTo("120");
            assertThat(flows.calls("updateCurrencyByWebhook")).isEqualTo(3);
            assertThat(flows.verdicts.ofEvent("adjustment-4"))
                    .extracting(Verdict::kind)
                    .contains(Verdict.Kind.HELD);
            assertThat(flows.verdicts.parked("adjust-currency", null, 10))
                    .extracting(Verdict::eventKey)
                    .containsExactly("adjustment-5");
        }
    }

    static void outbox(EventFlows flows) {
        flows.execute(
                "create table event_outbox (outbox_id bigint primary key, event_id varchar(100), kind varchar(20),"
                        + " email varchar(100), amount decimal(12, 2), currency varchar(3), happened_at timestamp with time zone)");
    }

    private static void deposit(EventFlows flows, int id, int user, String amount) {
        flows.execute("insert into event_outbox values (" + id + ", 'deposit-" + id + "', 'deposit', 'u" + user
                + "@example.org', " + amount + ", 'EUR', " + AT + ")");
    }
}
