package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikenessTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "100, 100.0, true",
                "100, 1E+2, true",
                "100.00, \"100\", true",
                "\"10.0\", \"10\", true",
                "-5, -5.00, true",
                "0, 0.0, true",
                "100, 1E+3, false",
                "100, \"1E+2\", false",
                "1.1, 1.10, true",
                "true, true, true",
                "1E+1000000, 1E+999999, false",
                "\"anna\", \"Anna\", false"
            })
    void takesNumbersThatAreWrittenInTwoWaysForOne(String one, String other, boolean same)
            throws JsonProcessingException {
        assertThat(Likeness.isSame(json(one), json(other))).isEqualTo(same);
        assertThat(Likeness.isSame(json(other), json(one))).isEqualTo(same);
    }

    /** Jackson writes the decimal of a database as 1E+2. */
    @Test
    void knowsTheDecimalOfADatabaseAgain() throws JsonProcessingException {
        JsonNode sent = Json.MAPPER.valueToTree(new BigDecimal("100.00"));

        assertThat(Likeness.isSame(json("100"), sent)).isTrue();
        assertThat(Likeness.isSame(json("100"), json(sent.toString()))).isTrue();
        assertThat(Likeness.isSame(json("\"100\""), sent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+40", "1E-40", "\"1e2\"", "\"\"", "\"ten\"", "true", "null"})
    void reckonsWithNothingElse(String text) throws JsonProcessingException {
        assertThat(Likeness.isNumber(json(text))).isFalse();
    }
}
