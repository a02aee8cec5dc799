package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {

    @Test
    void refusesALeaseThatTheLongestCallOutlives() {
        assertThatThrownBy(() -> LedgerProbe.withLease(Duration.ofMinutes(3), Duration.ofSeconds(190)))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("returning-ai.effects.lease")
                .hasMessageContaining("190s");
    }

    @Test
    void refusesNoLooksAndNoAttempts() {
        assertThatThrownBy(() -> settings(0, 3)).hasMessageContaining("returning-ai.effects.looks");
        assertThatThrownBy(() -> settings(2, 0)).hasMessageContaining("returning-ai.effects.attempts");
    }

    @Test
    void keepsAnAdmissionShorterThanAClaim() {
        assertThat(LedgerSettings.STANDARD.admission()).isEqualTo(30_000);
        assertThat(LedgerProbe.brief().admission()).isZero();
    }

    private static LedgerSettings settings(int looks, int attempts) {
        LedgerSettings standard = LedgerSettings.STANDARD;
        return new LedgerSettings(
                standard.lease(),
                standard.longestCall(),
                standard.quiet(),
                standard.betweenLooks(),
                looks,
                attempts,
                standard.hold(),
                standard.firstBackoff(),
                standard.longestBackoff(),
                standard.giveUp());
    }
}
