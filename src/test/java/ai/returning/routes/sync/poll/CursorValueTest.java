package ai.returning.routes.sync.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorValueTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0, INTEGER, 0",
                "-0012, INTEGER, -12",
                "2026-03-01T02:00:00Z, TIMESTAMP, 2026-03-01T02:00Z",
                "2026-03-01T02:00:00+02:00, TIMESTAMP, 2026-03-01T00:00Z",
                "2026-03-01 02:00:00+00, TIMESTAMP, 2026-03-01T02:00Z",
                "2026-03-01T02:00:00.5, LOCAL_TIMESTAMP, 2026-03-01T02:00:00.500",
                "01HZX, TEXT, 01HZX",
                "'42', TEXT, 42"
            })
    void readsAStartByItsForm(String text, CursorKind kind, String value) {
        assertThat(CursorValue.parse(text)).isEqualTo(new CursorValue(kind, value));
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatThrownBy(() -> CursorValue.parse("2026-02-30T00:00:00Z"))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("is no time");
    }

    @Test
    void takesWholeDecimalsAndNoOthers() {
        assertThat(CursorValue.of(CursorKind.INTEGER, new BigDecimal("1E+3")).text())
                .isEqualTo("1000");
        assertThatThrownBy(() -> CursorValue.of(CursorKind.INTEGER, new BigDecimal("1.5")))
                .hasMessageContaining("is no whole number");
        assertThatThrownBy(() -> CursorValue.of(CursorKind.INTEGER, "NaN")).hasMessageContaining("is no whole number");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "2026-03-01T02:00:00Z, 2026-03-01T02:00Z",
                "2026-03-01T04:00:30+02:00, 2026-03-01T02:00:30Z",
                "2099-01-01T00:00:00Z, 2026-03-01T02:01Z",
                "2026-03-01T16:00:00, 2026-03-01T16:00",
                "2026-03-01T18:00:00, 2026-03-01T16:01",
                "999999999999, 999999999999",
                "'2099', 2099"
            })
    void isNeverBeyondThePresent(String value, String bound) {
        assertThat(CursorValue.parse(value)
                        .notAfter(Instant.parse("2026-03-01T02:00:00Z"))
                        .text())
                .isEqualTo(bound);
    }

    @Test
    void goesBackByTheOverlap() {
        assertThat(CursorValue.parse("50")
                        .minus(Overlap.parse("100", CursorKind.INTEGER))
                        .text())
                .isEqualTo("-50");
        assertThat(CursorValue.parse("2026-03-01T00:01:00Z")
                        .minus(Overlap.parse("5m", CursorKind.TIMESTAMP))
                        .text())
                .isEqualTo("2026-02-28T23:56Z");
    }

    @Test
    void refusesAnOverlapOfAnotherKind() {
        assertThatThrownBy(() -> Overlap.parse("5m", CursorKind.INTEGER)).hasMessageContaining("a number such as 100");
        assertThatThrownBy(() -> Overlap.parse("5", CursorKind.TIMESTAMP)).hasMessageContaining("a duration");
        assertThatThrownBy(() -> Overlap.parse("5", CursorKind.TEXT)).hasMessageContaining("has none");
    }
}
