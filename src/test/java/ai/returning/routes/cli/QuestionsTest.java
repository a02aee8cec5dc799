package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "YES\n", " yes \r\n"})
    void takesAClearYes(String keys) {
        assertThat(confirmed(keys)).isTrue();
        assertThat(err).hasToString("Go? [y/N] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "n\n", "yess\n", "ja\n"})
    void takesAllElseForANo(String keys) {
        assertThat(confirmed(keys)).isFalse();
    }

    @Test
    void goesToTheNextLineWhereNobodyAnswers() {
        assertThat(confirmed("")).isFalse();
        assertThat(err).hasToString("Go? [y/N] " + System.lineSeparator());
    }

    private boolean confirmed(String keys) {
        return Questions.of(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)))
                .confirm("Go?", new PrintWriter(err));
    }
}
