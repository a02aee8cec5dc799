package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.lint.output.Output;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final LintReport REPORT = new LintReport(
            List.of(
                    new Finding("routes/a,b:c.camel.yaml", 3, 7, "old-form", "50% of 'x'\nis old", "new", Optional.empty()),
                    new Finding("b.yaml", 1, 1, "not-yaml", "odd", "", Optional.of(Fix.replace(0, 1, "")))),
            12,
            1);

    @Test
    void writesALineAFinding() {
        assertThat(Output.text().of(REPORT).lines().skip(1))
                .containsExactly("is old → new", "b.yaml:1:1 not-yaml odd");
    }

    @Test
    void coloursPlaceAndRuleOnly() {
        assertThat(Output.coloured().of(REPORT)).contains("\u001b[1mb.yaml:1:1\u001b[0m \u001b[33mnot-yaml\u001b[0m odd\n");
        assertThat(Output.coloured().of(REPORT).replaceAll("\u001b\\[\\d*m", "")).isEqualTo(Output.text().of(REPORT));
    }

    @Test
    void writesOneJsonDocument() throws IOException {
        JsonNode json = Json.MAPPER.readTree(Output.json().of(REPORT));

        assertThat(json.path("files").asInt()).isEqualTo(12);
        assertThat(json.path("waived").asInt()).isEqualTo(1);
        assertThat(json.at("/findings/0/problem").asText()).isEqualTo("50% of 'x'\nis old");
        assertThat(json.at("/findings/0/line").asInt()).isEqualTo(3);
        assertThat(json.at("/findings/1/fixable").asBoolean()).isTrue();
    }

    @Test
    void escapesWhatGithubTakesApart() {
        assertThat(Output.github().of(REPORT))
                .isEqualTo("::error file=routes/a%2Cb%3Ac.camel.yaml,line=3,col=7,title=old-form"
                        + "::50%25 of 'x'%0Ais old → new\n"
                        + "::error file=b.yaml,line=1,col=1,title=not-yaml::odd\n");
    }
}
