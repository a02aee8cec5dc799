package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.EffectProof.ReadBack;
import ai.returning.routes.contract.EffectProof.Value;
import ai.returning.routes.effects.ReadBacks.Look;
import ai.returning.routes.effects.ReadBacks.Sight;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a balance before and after a call says of the amount that was to be added. */
class ShownValueTest {
    /** Even if a contract called absence a proof. */
    private static final ReadBack WAY = new ReadBack(
            "getUserData",
            Map.of(),
            Map.of(),
            "",
            Map.of(),
            false,
            Optional.empty(),
            true,
            Optional.of(new Value("/coins", "/body/amount", true)));

    private static Look look(String before, String change, String now) {
        return ShownValue.added(WAY, new BigDecimal(before), new BigDecimal(change), new BigDecimal(now));
    }

    @Test
    void findsTheSum() {
        assertThat(look("40", "15", "55.0").sight()).isEqualTo(Sight.FOUND);
        assertThat(look("40", "-15", "25").sight()).isEqualTo(Sight.FOUND);
    }

    @Test
    void takesAnOldBalanceForNoProof() {
        Look added = look("40", "15", "40.00");
        Look taken = look("40", "-15", "40");

        assertThat(added.sight()).isEqualTo(Sight.UNSURE);
        assertThat(added.why()).contains("it was 40 before 15", "the same amount may have gone the other way since");
        assertThat(taken.sight()).isEqualTo(Sight.UNSURE);
    }

    @Test
    void makesNothingOfAThirdBalance() {
        assertThat(look("40", "15", "48").sight()).isEqualTo(Sight.UNSURE);
    }
}
