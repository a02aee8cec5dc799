package ai.returning.routes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases that would pass whatever the flow does: each is refused or fails. */
class HonestCasesTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void write() throws IOException {
        project = new TestProject(folder);
    }

    private List<String> first(String cases) throws IOException {
        return project.cases(cases).run().get(0).problems();
    }

    /** A route that does what the steps say, in place of the one of the project. */
    private void route(String steps) throws IOException {
        project.write("routes/greet-members/greet-members.camel.yaml", """
                - route:
                    id: greet-members
                    nodePrefixId: "greet-members."
                    from:
                      id: receive-member
                      uri: direct:members
                      steps:
                """ + steps.indent(8));
    }

    @Test
    void countsTheRequestsThatReachTheApi() throws IOException {
        route("- to: { id: get-user, uri: \"returning-ai:getUserData\" }\n");
        String cases = """
                - name: asks twice
                  emulator:
                    users: [one@example.org]
                    faults: [{ operation: getUserData, nth: 1, then: { status: 503 } }]
                  input: { body: { idOrEmail: one@example.org } }
                  expect: { outcome: completed, requests: { getUserData: 2 }, sent: { getUserData: [{}] } }
                """;

        assertThat(first(cases)).isEmpty();
        assertThat(first(cases.replace("getUserData: 2", "getUserData: 1")))
                .containsExactly("requests.getUserData: expected 1, got 2");
    }

    @Test
    void repeatsAScriptedFailureAsTheClientWould() throws IOException {
        route("""
                - to: { id: get-user, uri: "returning-ai:getUserData" }
                - to: { id: award, uri: "returning-ai:awardBadge?badgeId=b&businessKey=k" }
                """);
        List<CaseResult> results = project.cases("""
                - name: asks again once
                  operations: { getUserData: { fail: "503", fail-times: 1 } }
                  input: { body: { idOrEmail: one@example.org } }
                  expect: { outcome: completed, requests: { getUserData: 2, awardBadge: 1 } }
                - name: asks no oftener than configured
                  properties: { returning-ai.client.retries.attempts: "2" }
                  operations: { getUserData: { fail: "503" } }
                  input: { body: { idOrEmail: one@example.org } }
                  expect: { outcome: failed, error: RAI-4006, requests: { getUserData: 2 } }
                - name: does not repeat what asking again does not mend
                  operations: { getUserData: { fail: "404" } }
                  input: { body: { idOrEmail: one@example.org } }
                  expect: { outcome: failed, requests: { getUserData: 1 } }
                - name: sends an effect once
                  operations: { getUserData: { reply: { userId: "1" } }, awardBadge: { fail: "503" } }
                  input: { body: { idOrEmail: one@example.org } }
                  expect:
                    outcome: completed
                    requests: { awardBadge: 1 }
                    ledger: [{ businessKey: k, effect: awardBadge, state: ambiguous }]
                """).run();

        assertThat(results.subList(0, 4))
                .allSatisfy(result ->
                        assertThat(result.problems()).as(result.name()).isEmpty());
    }

    @Test
    void holdsTheLedgerAgainstTheCase() throws IOException {
        route("- to: { id: award, uri: \"returning-ai:awardBadge?badgeId=b&businessKey=${body[deposit]}\" }\n");

        assertThat(first("""
                - name: awards for another deposit
                  input: { body: { userId: "1", deposit: d7 } }
                  expect: { outcome: completed, ledger: [{ businessKey: d8, state: applied }, {}] }
                """))
                .containsExactly(
                        "ledger[0].businessKey: expected 'd8', got 'd7'", "ledger[1]: expected {}, got nothing");
    }

    @Test
    void tellsStepsOfLikeNamesApart() throws IOException {
        route("""
                - choice:
                    id: which
                    when:
                      - expression: { simple: { expression: "${body[again]}" } }
                        steps:
                          - log: { id: re-award, message: again }
                    otherwise:
                      steps:
                        - log: { id: award, message: once }
                """);

        assertThat(project.cases("""
                - name: awards again
                  input: { body: { again: true } }
                  expect: { outcome: completed, steps: [which, re-award] }
                - name: fails
                  input: { body: 1 }
                  expect: { outcome: failed }
                """).problems()).singleElement().asString().endsWith("no case comes to step 'award'");
    }

    @Test
    void countsNoStepOfANeighbour() throws IOException {
        route("""
                - to: { id: hand-over, uri: "direct:late" }
                - filter:
                    expression: { simple: { expression: "${body[again]}" } }
                    id: only-again
                    steps:
                      - log: { id: tell, message: again }
                """);
        project.write("routes/greet-members/greet-late.camel.yaml", """
                - route:
                    id: greet-late
                    nodePrefixId: "greet-late."
                    from:
                      uri: direct:late
                      steps:
                        - log: { id: tell, message: late }
                """);

        assertThat(project.cases("""
                - name: hands over
                  input: { body: { again: false } }
                  expect: { outcome: completed, steps: [hand-over, only-again] }
                """).problems()).anyMatch(problem -> problem.endsWith("no case comes to step 'tell'"));
    }

    @Test
    void refusesATestThatIsNamedAfterAnotherRoute() throws IOException {
        project.cases("- { name: n, input: { body: { known: false } }, expect: { outcome: completed } }\n");
        project.write(
                "routes/greet-members/greet-late.camel.yaml", TestProject.ROUTE.replace("greet-members", "greet-late"));
        project.write(
                "routes/greet-members/greet-late.test.yaml",
                "route: greet-members\ncases: [{ name: n, expect: { outcome: completed } }]\n");

        assertThat(project.problems())
                .anyMatch(problem -> problem.contains("greet-late.test.yaml:1 the file tests 'greet-members'"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sent: { awardBadge: [] }                      | nothing in this case can call
            requests: { awardBadge: 0 }                   | nothing in this case can call
            sent: { idle-sink: [] }                       | nothing in this case calls
            quarantine: []                                | 'quarantine' proves nothing
            books: {}                                     | 'books' proves nothing
            users: { a@example.org: none }                | 'users' proves nothing
            """)
    void refusesWhatHoldsWhateverTheRouteDoes(String expectation, String problem) throws IOException {
        project.write("routes/kamelets/idle-sink.kamelet.yaml", TestProject.KAMELET.formatted("idle-sink", "sink", ""));

        assertThat(first("""
                - name: proves nothing
                  input: { body: { known: false } }
                  expect: { outcome: completed, %s }
                """.formatted(expectation))).singleElement().asString().contains(problem);
    }

    @Test
    void refusesToLookAtCallsOfARealKamelet() throws IOException {
        assertThat(first("""
                - name: proves nothing
                  kamelets: { look-up-action: { real: true } }
                  input: { body: { known: false } }
                  expect: { outcome: completed, sent: { look-up-action: [] } }
                """)).singleElement().asString().contains("which is run itself");
    }

    @ParameterizedTest
    @CsvSource({"wireTap, direct:later", "to, seda:later"})
    void waitsForWhatGoesOnBeside(String step, String uri) throws IOException {
        route("- " + step + ": { id: hand-over, uri: \"" + uri + "\" }\n");
        project.write("routes/greet-members/later.camel.yaml", """
                - route:
                    id: later
                    from:
                      uri: %s
                      steps:
                        - delay: { id: rest, expression: { constant: { expression: "300" } } }
                        - to: { id: greet, uri: "kamelet:greet-sink/greet", parameters: { member: one@example.org } }
                """.formatted(uri));

        assertThat(first("""
                - name: greets nobody
                  input: { body: { known: true } }
                  expect: { outcome: completed, sent: { greet-sink: [] } }
                """))
                .singleElement()
                .asString()
                .startsWith("sent.greet-sink[0]: expected nothing, got a call");
    }

    @Test
    void asksNeitherEnvironmentNorSystemProperties() throws IOException {
        String name = "returning-ai.routes.sync-customers.enabled";
        System.setProperty(name, "garbage");
        try {
            assertThat(first("""
                    - name: starts
                      input: { body: { known: false } }
                      expect: { outcome: completed }
                    """)).isEmpty();
        } finally {
            System.clearProperty(name);
        }
    }

    @Test
    void failsWhenAnArrangedFailureNeverHappens() throws IOException {
        assertThat(first("""
                - name: is not in trouble
                  emulator: { faults: [{ operation: awardBadge, nth: 9, then: { status: 503 } }] }
                  kamelets: { greet-sink: { fail: "503" } }
                  operations: { awardBadge: { fail: "503" } }
                  input: { body: { known: false } }
                  expect: { outcome: completed }
                """))
                .containsExactly(
                        "kamelets.greet-sink.fail: never called, so it did not fail",
                        "operations.awardBadge.fail: never called, so it did not fail",
                        "emulator.faults: the fault status of operation awardBadge never struck (first at call 9)");
    }

    @Test
    void refusesAMisspeltFieldOfAUserAndTakesAnyValue() throws IOException {
        List<CaseResult> results = project.cases("""
                - name: misspells a field
                  emulator: { users: [{ email: one@example.org, city: Graz }] }
                  input: { body: { known: false } }
                  expect: { outcome: completed, users: { one@example.org: { ciity: "" } } }
                - name: takes any value
                  emulator: { users: [{ email: one@example.org, city: Graz }] }
                  input: { body: { known: false }, headers: { kept: "yes" } }
                  expect: { outcome: completed, users: { one@example.org: { city: "*" } }, headers: { kept: "*" } }
                - name: wants a value and a header
                  emulator: { users: [one@example.org] }
                  input: { body: { known: false } }
                  expect: { outcome: completed, users: { one@example.org: { city: "*" } }, headers: { kept: "*" } }
                """).run();

        assertThat(results.get(0).problems()).singleElement().asString().contains("Did you mean city?");
        assertThat(results.get(1).problems()).isEmpty();
        assertThat(results.get(2).problems())
                .containsExactly(
                        "users.one@example.org.city: expected any value, got no value",
                        "headers.kept: expected '*', got nothing");
    }

    @Test
    void namesPlaceAndRemedyOfASettingThatIsMissing() throws IOException {
        project.write(
                "routes/greet-members/greet-members.camel.yaml",
                TestProject.ROUTE.replace("routes.sync-customers.enabled", "routes.greet-members.enabled"));
        project.cases("- { name: n, input: { body: { known: false } }, expect: { outcome: completed } }\n");

        assertThat(project.problems().toList())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .contains(
                                "routes/greet-members/greet-members.camel.yaml:4 uses the setting"
                                        + " 'returning-ai.routes.greet-members.enabled'",
                                "→ add it there"))
                .noneMatch(problem -> problem.contains("no case comes to"));
    }
}
