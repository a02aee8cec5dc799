package ai.returning.routes.effects.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake in a rules file is told with its file, line and column, and all of them at once. */
class RulesFileTest {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    private static final String GOOD = """
            flow: award-badges
            event:
              key: event_id
              user: { email: email }
              time: happened_at
              future-limit: 10m
              fields:
                event_id: { type: text, max-length: 100 }
                email: { type: text }
                kind: { type: text, one-of: [deposit, trade] }
                amount: { type: decimal, scale: 2, min: 0, max: 1000000 }
                note: { type: text, optional: true }
                happened_at: { type: timestamp, zone: Europe/Berlin }
            rules:
              - rule: first-deposit-over-100
                effect: badge-first-deposit
                when: kind = 'deposit' and amount > 100
                once: per-user
                do: awardBadge
                with: { badgeId: first-deposit, userId: user.short-id }
              - rule: coins-for-trades
                effect: trade-coins
                when: kind = 'trade' and note is null
                once: per-event
                do: bulkUpdatePremiumCurrency
                row: { email: user.email, premium_currency: add event.amount }
            limits:
              amount: { above: 0, to: 500 }
              user-and-day: { count: 5, amount: 1000 }
              day: { count: 10000 }
              approve-above: 250
              zone: UTC
            """;

    private static final Map<String, String> SETTINGS =
            Map.of("badges.gold", "badge-17", "badges.odd", "event.note", "badges.unset", "");

    @TempDir
    Path folder;

    private static final String WITHOUT_USER = """
            flow: award-badges
            event:
              key: event_id
              fields:
                event_id: { type: text, max-length: 100 }
                text: { type: text }
            rules:
              - rule: message
                effect: channel-message
                once: per-event
                do: sendMessageByWebhook
                with: { webhook: community-channel, message: event.text }
            """;

    @Test
    void readsEventsThatConcernNoUser() throws IOException {
        RuleSet rules = read(WITHOUT_USER);

        assertThat(rules.event().user()).isEmpty();
        assertThat(rules.userNames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message: event.text    | message: user.username | the event names no user",
                "once: per-event        | once: per-user         | the event names no user",
                "webhook: community-channel, | ''                | needs 'webhook'",
                "community-channel      | 'x, webhookId: y'      | ''",
                "message: event.text    | message.text: event.text | takes no 'message.text'"
            })
    void tellsWhatAWebhookLacks(String good, String bad, String problem) throws IOException {
        String text = WITHOUT_USER.replace(good, bad == null ? "" : bad);
        if (problem.isEmpty()) {
            assertThat(read(text).names()).containsExactly("message");
        } else {
            assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
        }
    }

    @Test
    void readsValuesOfAnObjectInTheBody() throws IOException {
        String fields = GOOD.replace("do: awardBadge", "do: updateUserFieldsByWebhook")
                .replace("once: per-user", "once: per-event")
                .replace(
                        "badgeId: first-deposit, userId: user.short-id",
                        "webhook: user-fields, email: user.email, fields.city: event.kind");

        Rule rule = read(fields).rules().get(0);

        assertThat(rule.call().objects().get("fields")).containsOnlyKeys("city");
        assertThat(rule.reads()).contains("kind");
        assertThatThrownBy(() -> read(fields.replace("fields.city", "fields")))
                .hasMessageContaining("'fields' holds values by key");
    }

    private RuleSet read(String text) throws IOException {
        Path file = folder.resolve("award-badges.rules.yaml");
        Files.writeString(file, text);
        return RuleSet.read(file, CONTRACT, name -> Optional.ofNullable(SETTINGS.get(name)));
    }

    @Test
    void readsSettings() throws IOException {
        assertThat(badge("\"{{badges.gold}}\"")).isEqualTo(new Source.Literal("badge-17"));
        assertThat(badge("\"a-{{ badges.gold }}-b\"")).isEqualTo(new Source.Literal("a-badge-17-b"));
        // a text like any other
        assertThat(badge("\"{{badges.odd}}\"")).isEqualTo(new Source.Literal("event.note"));
        assertThatThrownBy(() -> badge("\"{{badges.unset}}\""))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("setting 'badges.unset' is empty");
        assertThatThrownBy(() -> badge("\"{{badges.glod}}\""))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("award-badges.rules.yaml:20:")
                .hasMessageContaining("setting 'badges.glod' is not known");
    }

    private Source badge(String text) throws IOException {
        return read(GOOD.replace("badgeId: first-deposit", "badgeId: " + text))
                .rules()
                .get(0)
                .call()
                .parameters()
                .get("badgeId");
    }

    @Test
    void readsAFile() throws IOException {
        RuleSet rules = read(GOOD);

        assertThat(rules.flow()).isEqualTo("award-badges");
        assertThat(rules.names()).containsExactly("first-deposit-over-100", "coins-for-trades");
        assertThat(rules.rules().get(1).reads()).containsExactlyInAnyOrder("amount", "kind", "note");
        assertThat(rules.rules().get(0).place()).endsWith("award-badges.rules.yaml:15");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "flow: award-badges | flow: grant-coins | 1:7 | called grant-coins.rules.yaml",
                "key: event_id | key: event_di | 3:8 | 'event_di' is not declared under fields → event_id",
                "key: event_id | key: amount | 3:8 | field 'amount' is no name",
                "key: event_id | key: note | 3:8 | field 'note' is optional",
                "max-length: 100 | max-length: 401 | 3:8 | takes 401 characters → max-length: 400 or less",
                "email: email } | mail: email } | 4:11 | 'mail' is not known here → email",
                "time: happened_at | time: kind | 5:9 | field 'kind' is no timestamp",
                "future-limit: 10m | future-limit: ten | 6:17 | 'ten' does not fit",
                "type: decimal, scale: 2 | type: money, scale: 2 | 11:21 | 'money' is not one of",
                "scale: 2, min: 0 | scale: 10, min: 0 | 11:37 | '10' does not fit",
                "min: 0 | min: 2000000 | 11:45 | min is above max",
                "Europe/Berlin | Europe/Berln | 13:43 | no zone is called 'Europe/Berln'",
                "amount > 100 | amount > 'x' | 17:41 | a text cannot be compared with a number",
                "kind = 'deposit' | kind = 'depot' | 17:18 | 'kind' is never 'depot'",
                "once: per-user | once: always | 18:11 | 'always' is not one of per-user, per-event",
                "do: awardBadge | do: awrdBadge | 19:9 | operation 'awrdBadge' is not in the contract → awardBadge",
                "do: awardBadge | do: getUserData | 19:9 | operation getUserData is no effect",
                "badgeId: first-deposit | badge: first-deposit | 20:13 | awardBadge takes no 'badge' → badgeId",
                "badgeId: first-deposit, |  | 20:11 | awardBadge needs 'badgeId'",
                "user.short-id | user.shortid | 20:45 | a user has no 'shortid' → short-id",
                "badgeId: first-deposit | badgeId: event.kind | 20:22 | 'once: per-user' cannot use a value of the event",
                "rule: coins-for-trades | rule: first-deposit-over-100 | 21:11 | stands twice",
                "email: user.email | email: event.email | 26:19 | a row names the user that was found",
                "email: user.email, |  | 26:10 | a row names its user once",
                "add event.amount | overwrite event.amount | 26:49 | is no change of premium_currency → add or subtract",
                "add event.amount | add event.amuont | 26:49 | the event has no field 'amuont' → amount",
                "add event.amount | add 0 | 26:49 | '0' is no amount",
                "add event.amount | add event.kind | 26:49 | 'event.kind' is no amount",
                "to: 500 | to: 0 | 28:11 | 'to' is not above 'above'",
                "day: { count: 10000 } | day: {} | 30:8 | this limits nothing",
                "zone: UTC | zone: Mars | 32:9 | no zone is called 'Mars'",
            })
    void saysWhereAFileIsWrong(String good, String bad, String place, String problem) throws IOException {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> read(GOOD.replaceFirst(
                        java.util.regex.Pattern.quote(good),
                        java.util.regex.Matcher.quoteReplacement(bad == null ? "" : bad))))
                .isInstanceOf(RaiException.class)
                .hasMessageStartingWith("RAI-1021")
                .hasMessageContaining("award-badges.rules.yaml:" + place + " ")
                .hasMessageContaining(problem)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void refusesAFieldThatAConditionCouldNotName() {
        assertThatThrownBy(() -> read(GOOD.replace("    kind: {", "    e-mail: { type: text }\n    kind: {")))
                .hasMessageContaining(":10:5 'e-mail' cannot be used in a condition");
    }

    @Test
    void refusesTwoRulesThatAreTheSameEffect() {
        String second = """
                  - rule: another-word
                    effect: badge-first-deposit
                    once: per-event
                    do: awardBadge
                    with: { badgeId: first-deposit, userId: user.short-id }
                limits:""";

        assertThatThrownBy(() -> read(GOOD.replace("limits:", second)))
                .hasMessageContaining(":28:13 rules 'first-deposit-over-100' and 'another-word' are the same effect"
                        + " badge-first-deposit by awardBadge");
    }

    @Test
    void refusesLimitsOfAmountsWhereNothingIsMoved() {
        int row = GOOD.indexOf("  - rule: coins");
        String badgesOnly = GOOD.substring(0, row) + GOOD.substring(GOOD.indexOf("limits:"));

        assertThatThrownBy(() -> read(badgesOnly))
                .hasMessageContaining(":22:11 no rule moves an amount")
                .hasMessageContaining(":25:18 no rule moves an amount");
    }

    @Test
    void tellsAllProblemsAtOnceInTheirOrder() {
        String bad = GOOD.replace("key: event_id", "key: id")
                .replace("amount > 100", "amuont > 100")
                .replace("zone: UTC", "zone: Mars");

        assertThatThrownBy(() -> read(bad))
                .satisfies(e -> assertThat(e.getMessage().lines())
                        .hasSize(3)
                        .satisfiesExactly(
                                line -> assertThat(line).contains(":3:8 "),
                                line -> assertThat(line).contains(":17:32 the event has no field 'amuont' → amount"),
                                line -> assertThat(line).contains(":32:9 ")));
    }

    @Test
    void countsCharactersWhereAConditionHasSeveralLines() {
        String folded = GOOD.replace(
                "when: kind = 'deposit' and amount > 100", "when: >-\n      kind = 'deposit'\n      and amuont > 100");

        assertThatThrownBy(() -> read(folded))
                .hasMessageContaining(":17:11 the event has no field 'amuont' (at character 22)");
    }

    @Test
    void pointsIntoAConditionInQuotes() {
        assertThatThrownBy(() -> read(GOOD.replace(
                        "when: kind = 'deposit' and amount > 100", "when: \"kind = 'deposit' and amuont > 100\"")))
                .hasMessageContaining(":17:33 the event has no field 'amuont'");
    }
}
