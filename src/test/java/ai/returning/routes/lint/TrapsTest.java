package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of Camel that were measured: each is found, with what to write. */
class TrapsTest {
    private static final String HTTP =
            """
            - removeHeaders:
                id: drop-foreign-headers
                pattern: "Camel*"
            - log:
                id: log-greeting
                message: "{{text}}"
            - to:
                id: call-crm
                uri: https://crm.example.org/v1/users
            """;

    @TempDir
    private Path folder;

    @Test
    void p1ACrashAfterTheKeyWasNotedLosesTheEffect() throws IOException {
        assertThat(route(dedupe("${body[id]}", AWARD)))
                .contains("eager-dedupe idempotentConsumer notes the key before the work is done: after a crash, or while"
                        + " the first delivery still runs, the message is dropped as done → take it out; the business key"
                        + " of the effect decides what is done once");
    }

    @Test
    void p1AnEffectIsNotGuardedByALateNoteEither() throws IOException {
        assertThat(route(dedupe("${body[id]}", AWARD)
                        .replaceFirst("    expression:", "    eager: false\n    expression:")))
                .contains("eager-dedupe idempotentConsumer does not keep awardBadge from being done twice");
    }

    @Test
    void p2ASecondDeliveryDuringTheFirstIsDropped() throws IOException {
        assertThat(route(dedupe("${body[id]}", LOG))).contains("eager-dedupe").contains("→ eager: false");
        assertThat(route(dedupe("${body[id]}", LOG).replaceFirst("    expression:", "    eager: false\n    expression:")))
                .doesNotContain("eager-dedupe");
    }

    @Test
    void p3AKeyOfSeveralValuesDoesNotFitItsColumn() throws IOException {
        assertThat(route(dedupe("${body[shop]}:${body[order]}", LOG)))
                .contains("long-key")
                .contains("→ ${hash(${body[shop]}:${body[order]},SHA-256)}");
        assertThat(route(dedupe("${hash(${body[order]},SHA-256)}", LOG))).doesNotContain("long-key");
    }

    @Test
    void p4TheHttpClientSendsAPostTwice() throws IOException {
        assertThat(kamelet(HTTP, false))
                .contains("http-retries")
                .contains("→ camel.component.http.automatic-retries-disabled: true in config/application.yaml");
        assertThat(kamelet(HTTP, true)).doesNotContain("http-retries");
    }

    @Test
    void p5AMisspeltOptionLeaksASecretAndTurnsAPostIntoAGet() throws IOException {
        String found = kamelet(HTTP + "    parameters:\n      authPasword: s3cret\n      conectionClose: true\n", true);

        assertThat(found)
                .contains("unknown-option option 'authPasword'")
                .contains("turn a POST into a GET → authPassword")
                .contains("→ connectionClose")
                .doesNotContain("s3cret");
    }

    @Test
    void p6MissingThingsAreNamedWithTheirPlace() throws IOException {
        assertThat(route("""
                - bean:
                    id: choose-words
                    ref: wordChoser
                - to:
                    id: show-member
                    uri: log:members
                    parameters:
                      marker: "{{returning-ai.comunity-id}}"
                """))
                .contains("greet-members.camel.yaml:15:18 unknown-bean bean 'wordChoser' is not there")
                .contains("greet-members.camel.yaml:20:23 unknown-setting-place")
                .contains("→ {{returning-ai.community-id}}");
    }

    @Test
    void p6ErrorHandlingBehindItsRouteIsTold() throws IOException {
        assertThat(lint("routes/greet-members/greet-members.camel.yaml", base("routes/greet-members/greet-members.camel.yaml")
                        + "- onException:\n    exception:\n      - java.io.IOException\n"))
                .contains("late-on-exception this onException stands behind what it should guard");
    }

    @Test
    void p7AMisspeltHeaderIsNull() throws IOException {
        String steps =
                """
                - setHeader:
                    id: keep-address
                    name: email
                    expression:
                      simple:
                        expression: "${body[email]}"
                - setBody:
                    id: make-body
                    expression:
                      simple:
                        expression: "${header.emial}"
                """;

        assertThat(route(steps)).contains("unknown-header header 'emial' is read and nothing sets it → email");
        assertThat(route(steps.replace("emial", "email"))).doesNotContain("unknown-header");
    }

    private static final String AWARD =
            """
                  - to:
                      id: award-badge
                      uri: returning-ai:awardBadge
                      parameters:
                        badgeId: welcome
                        businessKey: "joined:${body[id]}"
            """;

    private static final String LOG =
            """
                  - log:
                      id: log-once
                      message: "once"
            """;

    private static String dedupe(String key, String steps) {
        return """
               - idempotentConsumer:
                   id: only-once
                   idempotentRepository: seen
                   expression:
                     simple:
                       expression: "%s"
                   steps:
               """.formatted(key) + steps;
    }

    private String route(String steps) throws IOException {
        String route = base("routes/greet-members/greet-members.camel.yaml");
        return lint(
                "routes/greet-members/greet-members.camel.yaml",
                route.substring(0, route.indexOf("        - setVariable")) + steps.indent(8));
    }

    private String kamelet(String steps, boolean retriesOff) throws IOException {
        String kamelet = base("routes/kamelets/member-greeting-send-sink.kamelet.yaml");
        Path project = Fixture.base(Files.createTempDirectory(folder, "kamelet"));
        if (retriesOff) {
            Files.writeString(
                    project.resolve("config/application.yaml"),
                    base("config/application.yaml")
                            + "camel:\n  component:\n    http:\n      automatic-retries-disabled: true\n");
        }
        return lint(
                project,
                "routes/kamelets/member-greeting-send-sink.kamelet.yaml",
                kamelet.substring(0, kamelet.indexOf("        - removeHeaders")) + steps.indent(8));
    }

    private static String base(String file) throws IOException {
        return Files.readString(Fixture.HOME.resolve("base").resolve(file));
    }

    private String lint(String file, String text) throws IOException {
        return lint(Fixture.base(Files.createTempDirectory(folder, "project")), file, text);
    }

    private static String lint(Path project, String file, String text) throws IOException {
        Files.writeString(project.resolve(file), text);
        return new Linter(project)
                .check(List.of()).findings().stream().map(Finding::text).reduce("", (all, one) -> all + one + "\n");
    }
}
