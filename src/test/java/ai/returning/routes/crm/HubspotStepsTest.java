package ai.returning.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubspotStepsTest {
    private final HubspotSteps steps = new HubspotSteps(
            () -> {
                throw new IllegalStateException("nothing may be written");
            },
            () -> {
                throw new IllegalStateException("nothing may be written");
            },
            Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "purchase:", ":9917", " :9917", "purchase::9917", "purchase: :9917", "a: "})
    void refusesABusinessKeyWithAHole(String key) {
        assertThatThrownBy(() -> steps.addNote("42", "Bought a pin", "", key))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_UNFIT));
    }
}
