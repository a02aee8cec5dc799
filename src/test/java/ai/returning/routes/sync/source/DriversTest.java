package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases whose drivers are on board: their URLs lead to a connection, here to a closed port. */
class DriversTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/shop",
                "jdbc:mysql://127.0.0.1:1/shop",
                "jdbc:mariadb://127.0.0.1:1/shop",
                "jdbc:sqlserver://127.0.0.1:1;databaseName=shop;encrypt=false"
            })
    void connectsByTheDriverOnBoard(String url) {
        SourceSettings settings = SourceSettings.of("shop", url, "reader", "secret-word")
                .withRetries(0, Duration.ZERO, Duration.ZERO)
                .withLimits(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(2));
        try (JdbcRowSource source = new JdbcRowSource(settings)) {
            assertThatThrownBy(() -> source.open("select 1", 0, 10))
                    .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
                    .message()
                    .contains("cannot be reached")
                    .doesNotContain("secret-word");
        }
    }
}
