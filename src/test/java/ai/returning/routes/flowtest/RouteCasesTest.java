package ai.returning.routes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a case of a route sees, and what a failing one says. */
class RouteCasesTest {
    private static final String BOTH = """
            - name: greets a known member
              input: { body: { known: true, email: one@example.org } }
              expect:
                outcome: completed
                steps: [known-or-new, greet]
                sent:
                  greet-sink:
                    - properties: { member: one@example.org, times: 2 }
                      body: { known: true, email: one@example.org }
                  look-up-action: []
            - name: looks a new member up
              kamelets:
                look-up-action: { reply: { found: 1 } }
              input: { body: { known: false } }
              expect:
                outcome: completed
                body: { found: 1 }
            - name: fails with the Kamelet
              kamelets:
                greet-sink: { fail: "503 Service Unavailable" }
              input: { body: { known: true, email: one@example.org } }
              expect: { outcome: failed, error: RAI-4006 }
            """;

    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void write() throws IOException {
        project = new TestProject(folder);
    }

    @Test
    void passesWhatIsAsTheFileSays() throws IOException {
        assertThat(project.cases(BOTH).run()).hasSize(5).allSatisfy(result -> assertThat(result.problems())
                .as(result.name())
                .isEmpty());
    }

    @Test
    void tellsEachPlaceThatDiffers() throws IOException {
        project.cases("""
                - name: expects another call
                  input: { body: { known: true, email: one@example.org } }
                  expect:
                    outcome: completed
                    steps: [known-or-new, look-up]
                    sent:
                      greet-sink:
                        - properties: { membr: one@example.org, times: 3 }
                          body: { known: true, email: two@example.org }
                        - properties: {}
                """);

        CaseResult result = project.run().get(0);

        assertThat(result.text()).startsWith("routes/greet-members/greet-members.test.yaml:3 case 'expects another call'");
        assertThat(result.problems())
                .containsExactly(
                        "steps: expected [known-or-new, look-up], got [known-or-new, greet]",
                        "sent.greet-sink[0].properties.membr: expected \"one@example.org\", got nothing; but there is"
                                + " member: \"one@example.org\"",
                        "sent.greet-sink[0].properties.times: expected \"3\", got \"2\"",
                        "sent.greet-sink[0].properties.member: expected nothing, got \"one@example.org\"",
                        "sent.greet-sink[0].body.email: expected \"two@example.org\", got \"one@example.org\"",
                        "sent.greet-sink[1]: expected a call with {\"properties\":{}}, got nothing");
    }

    @Test
    void tellsTheStepAndTheErrorOfARouteThatFails() throws IOException {
        project.cases("""
                - name: hopes for the best
                  kamelets:
                    greet-sink: { fail: timeout }
                  input: { body: { known: true, email: one@example.org } }
                  expect: { outcome: completed }
                """);

        assertThat(project.run().get(0).problems())
                .containsExactly(
                        "outcome: expected completed, got failed",
                        "failed at step 'greet' (routes/greet-members/greet-members.camel.yaml:16): RAI-4008 greet-sink"
                                + " got no answer (timeout, as the test says).");
    }

    @Test
    void refusesWhatTheKameletDoesNotDeclare() throws IOException {
        project.cases("""
                - name: calls with a member that is none
                  input: { body: { known: true, email: nobody } }
                  expect: { outcome: completed }
                """);

        assertThat(project.run().get(0).problems())
                .last()
                .asString()
                .contains("member 'nobody', but its pattern is");
    }

    @Test
    void failsOnlyAsOftenAsTheCaseSays() throws IOException {
        project.cases("""
                - name: fails once
                  kamelets:
                    greet-sink: { fail: reset, fail-times: 1, delay: 5ms }
                  input: { body: { known: true, email: one@example.org } }
                  expect: { outcome: failed, sent: { greet-sink: [{}] } }
                """);

        assertThat(project.run().get(0).problems()).isEmpty();
    }

    @Test
    void fillsTheBodyFromAFileAndComparesHeaders() throws IOException {
        project.write("routes/greet-members/new.json", "{\"known\": false}");
        project.cases("""
                - name: takes a file
                  kamelets: { look-up-action: { real: true } }
                  input: { file: new.json, headers: { kept: "yes" } }
                  expect: { outcome: completed, body: { known: "*" }, headers: { kept: "yes", other: null } }
                """);

        assertThat(project.run().get(0).problems()).isEmpty();
    }

    @Test
    void listsStepsThatNoCaseComesTo() throws IOException {
        project.cases("""
                - name: looks a new member up
                  input: { body: { known: false } }
                  expect: { outcome: completed }
                """);

        assertThat(project.problems())
                .containsExactly(
                        "No case expects a failure. Add one, such as an API that answers 503.",
                        "routes/greet-members/greet-members.camel.yaml:16 no case comes to step 'greet'");
    }

    @Test
    void takesSettingsOfTheCaseAndRefusesUnknownOnes() throws IOException {
        project.cases("""
                - name: is switched on whatever the setting says
                  properties: { returning-ai.routes.sync-customers.enabled: "false" }
                  input: { body: { known: false } }
                  expect: { outcome: completed }
                - name: misspells a setting
                  properties: { returning-ai.routes.sync-customers.enabeld: "false" }
                  input: { body: { known: false } }
                  expect: { outcome: completed }
                """);

        List<CaseResult> results = project.run();
        assertThat(results.get(0).problems()).isEmpty();
        assertThat(results.get(1).problems())
                .singleElement()
                .asString()
                .contains("RAI-0001", "Did you mean returning-ai.routes.sync-customers.enabled?");
    }

    @Test
    void seesAMisspeltParameterAndAMissingOne() throws IOException {
        String misspelt = TestProject.ROUTE.replace("times: 2", "tmies: 2");
        project.cases(BOTH).write("routes/greet-members/greet-members.camel.yaml", misspelt);
        assertThat(project.problems()).anyMatch(problem -> problem.contains("RAI-1004"));

        String missing = TestProject.ROUTE.replace("member: \"${body[email]}\"", "tone: warm");
        project.write("routes/greet-members/greet-members.camel.yaml", missing);
        assertThat(project.problems()).anyMatch(problem -> problem.contains("member"));
    }

    @Test
    void startsARouteFromASourceKamelet() throws IOException {
        project.write("routes/kamelets/members-source.kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: members-source
                  labels:
                    camel.apache.org/kamelet.type: source
                spec:
                  definition:
                    title: T
                    type: object
                    required: [topic]
                    properties:
                      topic: { title: T, type: string }
                  template:
                    from:
                      uri: timer:never-started
                      steps:
                        - to: { id: out, uri: "kamelet:sink" }
                """);
        project.write(
                "routes/greet-members/greet-members.camel.yaml",
                TestProject.ROUTE.replace(
                        "uri: direct:members", "uri: kamelet:members-source/members\n      parameters: { topic: joined }"));
        project.cases("""
                - name: takes what the source gives
                  input: { body: { known: true, email: one@example.org } }
                  expect:
                    outcome: completed
                    sent:
                      members-source: [{ properties: { topic: joined } }]
                      greet-sink: [{ properties: { member: one@example.org, times: 2 } }]
                """);

        assertThat(project.run().get(0).problems()).isEmpty();
    }
}
