package ai.returning.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void keepsAllDigits() throws Exception {
        JsonNode json = read("{\"amount\":0.12345678901234567890,\"count\":12345678901234567890}");

        assertThat(json.get("amount").decimalValue().toPlainString()).isEqualTo("0.12345678901234567890");
        assertThat(json.get("count").bigIntegerValue()).hasToString("12345678901234567890");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"amount\":1,\"amount\":1000}",
                "{}{\"x\":1}",
                "{} trailing",
                "{\"n\":1e2147483647}",
                "{\"n\":1e999}",
                "{\"n\":-1e-999}",
                "{\"n\":NaN}",
                "{\"n\":01}",
                "{\"n\":0x10}",
                "{\"n\":１}",
                "{\"t\":\"a\\u0000b\"}",
                "{\"a\\u0000\":1}",
                "{\"t\":\"\\ud800\"}",
                "{\"t\":\"\\udc00\\ud800\"}",
                "\uFEFF{}",
                "{'a':1}",
                "<a/>"
            })
    void refusesWhatReadersTakeDifferently(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 900, 5000, 200_000})
    void refusesDeepNesting(int depth) {
        assertThatThrownBy(() -> read("[".repeat(depth) + "]".repeat(depth))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> read("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void readsNestingOf64() throws Exception {
        assertThat(read("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    }

    @Test
    void refusesLongNumbers() {
        assertThatThrownBy(() -> read("{\"n\":" + "1".repeat(1500) + "}")).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void refusesOtherCharsets(String charset) {
        byte[] text = "{\"t\":\"ä\"}".getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> StrictJson.read(text)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesBrokenUtf8AndQuotesNothing() {
        byte[] text = {'"', (byte) 0xC3, (byte) 0x28, '"'};
        assertThatThrownBy(() -> StrictJson.read(text)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> read("{\"secret-9931\":}")).message().doesNotContain("secret-9931");
    }

    @Test
    void takesClassNamesAsText() throws Exception {
        assertThat(read("{\"@class\":\"java.lang.Runtime\",\"__proto__\":{}}")
                        .get("@class")
                        .isTextual())
                .isTrue();
    }

    private static JsonNode read(String text) throws UnreadableException {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
