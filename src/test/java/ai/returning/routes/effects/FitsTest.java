package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no table can keep never reaches a commit that others share. */
class FitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000001", "1E-1000000", "123456789012345678901234567890", "1E+100000000"})
    void refusesAnAmountThatTheLedgerWouldRoundOrNotHold(String amount) {
        assertThatThrownBy(() -> new Stake(new BigDecimal(amount), "premium_currency"))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("digits");
        assertThatThrownBy(() -> new Cap("flow", "words", 0, Optional.of(new BigDecimal(amount))))
                .isInstanceOf(RaiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0E-30", "-12.5", "0.000000001", "12345678901234567890123456789.123456789", "1.10E-8"})
    void takesAnAmountAsItIs(String amount) {
        assertThat(Fits.problem(new BigDecimal(amount))).isEmpty();
    }

    @Test
    void refusesTextsThatAreTooLongOrHoldANul() {
        assertThatThrownBy(() -> wish("k".repeat(401)))
                .hasMessageContaining("has 401 characters; the ledger takes 400");
        assertThatThrownBy(() -> wish("anna\0")).hasMessageContaining("NUL").hasMessageNotContaining("anna");
        assertThatThrownBy(() -> new Cap("s".repeat(501), "words", 1, Optional.empty()))
                .hasMessageContaining("scope");
        assertThatThrownBy(() -> new Stake(BigDecimal.ONE, "u".repeat(101))).hasMessageContaining("unit");
        assertThatThrownBy(() -> verdict("k".repeat(401))).hasMessageContaining("event key");
        assertThatThrownBy(() -> verdict("a\0b")).hasMessageContaining("NUL");
        assertThat(verdict("deposit:1").eventKey()).isEqualTo("deposit:1");
    }

    private static Wish wish(String eventKey) {
        return new Wish(
                new EffectOrder("e", "k", "u", "awardBadge", Map.of(), null, Optional.empty(), "f", "p"),
                "rule",
                eventKey,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Lane.CALL);
    }

    private static Verdict verdict(String eventKey) {
        return new Verdict(
                0,
                "flow",
                eventKey,
                "rule",
                Verdict.Kind.PARKED,
                "unknown-user",
                "why",
                "place",
                "who",
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                1);
    }
}
