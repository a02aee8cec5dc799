package ai.returning.routes.effects.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    static final Map<String, Field> FIELDS = Map.of(
            "kind", new Field(ValueType.TEXT, List.of("deposit", "trade")),
            "currency", new Field(ValueType.TEXT, List.of()),
            "amount", new Field(ValueType.NUMBER, List.of()),
            "fee", new Field(ValueType.NUMBER, List.of()),
            "vip", new Field(ValueType.BOOLEAN, List.of()),
            "at", new Field(ValueType.TIMESTAMP, List.of()));

    private static Map<String, @Nullable Object> event() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("kind", "deposit");
        values.put("currency", "EUR");
        values.put("amount", new BigDecimal("150.00"));
        values.put("fee", null);
        values.put("vip", false);
        values.put("at", Instant.parse("2026-03-01T00:00:00Z"));
        return values;
    }

    private static Condition read(String text) {
        try {
            return Condition.parse(text, FIELDS);
        } catch (ConditionException e) {
            throw new AssertionError(text + " at " + e.at() + ": " + e.problem(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = 'deposit' and amount > 100 and currency = 'EUR'",
                "amount = 150",
                "amount <> 150.01",
                "100 < amount",
                "amount between 150 and 150.00",
                "amount not between 1 and 2",
                "currency in ('USD', 'EUR')",
                "currency not in ('USD', 'it''s')",
                "fee is null",
                "amount is not null",
                "not vip",
                "vip = false",
                "vip or amount >= 150",
                "not (vip and amount > 1)",
                "at >= '2026-03-01T01:00:00+01:00'",
                "at < '2026-03-01T00:00:01Z'",
                "at in ('2026-03-01T00:00:00Z')",
                "amount > -5",
                "fee > 1 or amount > 1",
                "KIND_IS_NOT_A_WORD_HERE is null or true = true",
            })
    void holds(String text) {
        Map<String, Field> fields = new HashMap<>(FIELDS);
        fields.put("KIND_IS_NOT_A_WORD_HERE", new Field(ValueType.TEXT, List.of()));
        try {
            assertThat(Condition.parse(text, fields).holds(event())).isTrue();
        } catch (ConditionException e) {
            throw new AssertionError(e.problem(), e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "amount > 200 | amount 150.00 is not > 200",
                "kind = 'trade' and amount > 1 | kind 'deposit' is not = 'trade'",
                "amount > 200 or vip | amount 150.00 is not > 200 and vip is false",
                "currency in ('USD', 'GBP') | currency 'EUR' is none of 'USD', 'GBP'",
                "fee > 1 | fee is null",
                "not (fee > 1) | fee is null",
                "not (amount > 1) | amount 150.00 is > 1",
                "amount is null | amount 150.00 is not null",
                "amount between 1 and 2 | amount 150.00 is not <= 2",
                "at < '2026-01-01T00:00:00Z' | at 2026-03-01T00:00:00Z is not < 2026-01-01T00:00:00Z",
            })
    void saysWhyNot(String text, String why) {
        Condition condition = read(text);

        assertThat(condition.holds(event())).isFalse();
        assertThat(condition.because(event())).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "amount = 'ten' | 9 | a text cannot be compared with a number",
                "kind = 10 | 7 | a number cannot be compared with a text",
                "'x' = amount | 6 | a number cannot be compared with a text",
                "vip = 1 | 6 | a number cannot be compared with true or false",
                "currency > 'a' | 9 | a text is not greater or smaller than another",
                "kind = 'depositt' | 7 | 'kind' is never 'depositt'",
                "kind in ('trade', 'x') | 18 | 'kind' is never 'x'",
                "amout > 1 | 0 | the event has no field 'amout'",
                "amount = null | 9 | nothing is equal to null",
                "amount > | 8 | a field or a value is expected, not the end",
                "amount 1 | 7 | '1' is not expected here",
                "(amount > 1 | 11 | a ')' is missing before the end",
                "amount > 1) | 10 | ')' is not expected here",
                "amount > 1 and | 14 | a field or a value is expected, not the end",
                "amount in 1 | 10 | a list in parentheses follows 'in'",
                "amount in (1, 2 | 15 | a ')' is missing before the end",
                "10 in (amount) | 0 | before 'in' stands a field",
                "amount is 1 | 10 | after 'is' stands null, or not null",
                "amount between 1 | 16 | 'and' and the upper end are missing",
                "kind = \"deposit\" | 7 | a text stands in single quotes",
                "kind = 'deposit | 7 | a text is not closed",
                "amount > 1e5 | 9 | this is no plain number",
                "amount > ٣ | 9 | '٣' is not known here",
                "amount > 1; drop | 10 | ';' is not known here",
                "amount = at | 9 | a timestamp cannot be compared with a number",
                "at > '2026-01-01' | 5 | '2026-01-01' is no timestamp with its offset",
                "kind | 4 | the end is not expected here",
                "not | 3 | a field or a value is expected, not the end",
            })
    void refuses(String text, int at, String problem) {
        assertThatThrownBy(() -> Condition.parse(text, FIELDS))
                .asInstanceOf(type(ConditionException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
                .satisfies(e -> assertThat(e.at()).isEqualTo(at));
    }

    @Test
    void advisesTheNearestName() {
        assertThatThrownBy(() -> Condition.parse("kind = 'depositt'", FIELDS))
                .asInstanceOf(type(ConditionException.class))
                .satisfies(e -> assertThat(e.advice()).isEqualTo("'deposit'"));
    }

    @Test
    void hasALongestTextAndADeepestNesting() {
        String deep = "(".repeat(100_000) + "vip";
        String nested = "not ".repeat(21) + "vip";
        String wide = "vip or ".repeat(200) + "vip";

        assertThatThrownBy(() -> Condition.parse(deep, FIELDS)).hasMessageContaining("the limit is 2000");
        assertThatThrownBy(() -> Condition.parse(nested, FIELDS)).hasMessageContaining("lie within each other");
        assertThat(read(wide).holds(event())).isFalse();
    }

    @Test
    void knowsTheFieldsItReads() {
        assertThat(read("not (kind = 'trade' or amount in (fee, 2)) and vip").fields())
                .containsExactly("amount", "fee", "kind", "vip");
    }
}
