package ai.returning.routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void namesTheLikelySlip() {
        assertThat(Nearest.hint("awrdBadge", List.of("awardBadge", "removeBadge")))
                .isEqualTo(" Did you mean awardBadge?");
        assertThat(Nearest.of("bulkUpdateUser", List.of("bulkUpdateUsers", "bulkImportUsers")))
                .isEqualTo("bulkUpdateUsers");
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(Nearest.hint("zzz", List.of("awardBadge"))).isEmpty();
    }
}
