package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoGuardTest {

    @Test
    void namesEveryVariableInTheWayAndNoValue() {
        Map<String, String> environment = Map.of(
                "RETURNING_AI_API_KEY", "secret",
                "RETURNING_AI_INTEGRATION_URL", "https://x",
                "CUSTOMERS_DB_URL", "jdbc:x",
                "STATE_DB_URL", "jdbc:y",
                "RETURNING_AI_WIDGET_ACCESS_ID", "id");

        assertThatThrownBy(() -> DemoGuard.check(environment))
                .hasMessageStartingWith("RAI-0007")
                .hasMessageContaining("CUSTOMERS_DB_URL, RETURNING_AI_API_KEY, RETURNING_AI_INTEGRATION_URL, "
                        + "RETURNING_AI_WIDGET_ACCESS_ID, STATE_DB_URL")
                .hasMessageContaining("./rai run")
                .hasMessageNotContaining("secret");
    }

    @Test
    void letsHarmlessVariablesPass() {
        assertThatCode(() -> DemoGuard.check(Map.of(
                        "RETURNING_AI_COMMUNITY_ID",
                        "x",
                        "RAI_DATA_DIR",
                        "y",
                        "RETURNING_AI_API_KEY",
                        " ",
                        "PATH",
                        "z")))
                .doesNotThrowAnyException();
    }
}
