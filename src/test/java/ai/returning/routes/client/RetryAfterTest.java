package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private final RetryAfter retryAfter = new RetryAfter(
            Clock.fixed(Instant.parse("2026-05-18T07:40:00Z"), ZoneOffset.UTC), ClientSettings.Limits.STANDARD);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 5",
                " 120 | 120",
                "0 | 1",
                "-5 | 1",
                "300 | 300",
                "301 | 300",
                "3600 | 300",
                "99999999999999999999999999999999 | 300",
                "000000000000000000000000000000005 | 5",
                "'Mon, 18 May 2026 07:40:30 GMT' | 30",
                "'Monday, 18-May-26 07:40:30 GMT' | 30",
                "'Mon, 18 May 2020 07:40:30 GMT' | 1",
                "'Mon, 18 May 2099 07:40:30 GMT' | 300",
                "'' | ",
                "soon | ",
                "1.5 | ",
                "5, 6 | ",
                "0x10 | ",
            })
    void keepsWithinBounds(String header, Long seconds) {
        assertThat(Optional.ofNullable(retryAfter.read(header)).map(Duration::toSeconds))
                .isEqualTo(Optional.ofNullable(seconds));
    }

    @Test
    void asksForNothingWithoutAHeader() {
        assertThat(retryAfter.read(null)).isNull();
    }
}
