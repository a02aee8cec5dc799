package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectOrderTest {

    @Test
    void refusesWhatTheLedgerCannotKeepWithoutQuotingIt() {
        assertThatThrownBy(() -> order("deposit:1", "anna@example.org" + "x".repeat(400)))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("subject")
                .hasMessageContaining("416 characters")
                .hasMessageNotContaining("anna");
        assertThatThrownBy(() -> order("deposit:\0", "4417"))
                .hasMessageContaining("businessKey")
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> order(" ", "4417")).hasMessageContaining("business key");
    }

    private static EffectOrder order(String key, String subject) {
        return new EffectOrder(
                "first-deposit", key, subject, "awardBadge", Map.of(), null, Optional.empty(), "flow", "place");
    }
}
