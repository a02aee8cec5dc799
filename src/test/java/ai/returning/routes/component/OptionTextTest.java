package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.RaiException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values that do not fit, which must not stand in a message. */
class OptionTextTest {
    private static final String PERSON = "Kofi of Lime Street 4";

    private final ApiHarness harness = new ApiHarness("http://127.0.0.1:1");

    /** Its conversion fails with a text that quotes it. */
    private record Letter(String text) {}

    @BeforeEach
    void start() {
        harness.context
                .getTypeConverterRegistry()
                .addTypeConverter(
                        String.class, Letter.class, new SimpleTypeConverter(false, (type, exchange, value) -> {
                            throw new IllegalStateException("cannot read " + value);
                        }));
        harness.start();
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void namesOptionAndTypeWhenThePlaceDoesNotFitTheBody() {
        Exchange answer = harness.send("returning-ai:getUser?userId=${body[id]}", new Letter(PERSON));

        assertThat(ApiHarness.failure(answer))
                .hasMessageStartingWith("RAI-1006")
                .hasMessageContaining("'userId' of returning-ai:getUser")
                .hasMessageContaining("Letter");
        assertThat(answer.getException()).hasStackTraceContaining("RAI-1006");
        assertNoPerson(answer.getException());
    }

    @Test
    void namesTheVariableThatIsNoText() {
        Exchange answer = harness.to("returning-ai:getUser")
                .withVariable("returning-ai.userId", new Letter(PERSON))
                .send();

        assertThat(ApiHarness.failure(answer))
                .hasMessageStartingWith("RAI-1006")
                .hasMessageContaining("'returning-ai.userId'")
                .hasMessageContaining("Letter");
        assertNoPerson(answer.getException());
    }

    @Test
    void fillsInWhatFits() {
        assertThat(ApiHarness.failure(harness.send("returning-ai:getUser?userId=${body[id]}", Map.of("id", "u"))))
                .hasMessageStartingWith("RAI-4");
    }

    @Test
    void tellsOnlyTheKindOfAForeignFailure() {
        RaiException coded = Failures.coded(new CompletionException(new IllegalStateException(PERSON)));

        assertThat(coded.getMessage())
                .contains("java.lang.IllegalStateException")
                .doesNotContain(PERSON);
    }

    private static void assertNoPerson(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            assertThat(String.valueOf(t.getMessage())).doesNotContain("Lime Street");
        }
    }
}
