package ai.returning.routes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of tests that cannot be used: one clear failing case each. */
class TestFilesTest {
    private static final String FILE = "routes/greet-members/greet-members.test.yaml";

    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void write() throws IOException {
        project = new TestProject(folder);
    }

    private List<String> onlyCaseOf(String text) throws IOException {
        List<CaseResult> results = project.write(FILE, text).run();
        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.file()).isEqualTo(FILE));
        return results.get(0).problems();
    }

    @Test
    void listsAllMisfitsWithLineAndNearestName() throws IOException {
        List<String> problems = onlyCaseOf("""
                route: greet-members
                cases:
                  - name: one
                    inptu: {}
                    expect: { outcome: complete }
                  - expect: {}
                    kamelets: { greet-sink: { fail: never } }
                """);

        assertThat(problems)
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem).contains(FILE + ":4 'inptu'", "→ input"))
                .anySatisfy(problem -> assertThat(problem).contains(FILE + ":5 'complete'", "→ completed"))
                .anySatisfy(problem -> assertThat(problem).contains(FILE + ":6 'name' is missing"))
                .anySatisfy(problem -> assertThat(problem).contains(FILE + ":7 'never' does not fit"));
        assertThat(problems.get(0)).startsWith("RAI-1020");
    }

    @Test
    void saysWhereAFileIsNotYaml() throws IOException {
        assertThat(onlyCaseOf("route: greet-members\ncases:\n\t- name: tab\n"))
                .singleElement()
                .asString()
                .startsWith("RAI-0008")
                .contains(FILE, "line 3");
    }

    @Test
    void refusesAnAliasBomb() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            String before = "*a" + (i - 1);
            bomb.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", List.of(before, before, before, before)) + "]\n");
        }
        assertThat(onlyCaseOf(bomb + "route: greet-members\ncases: *a39\n")).isNotEmpty();
    }

    @Test
    void refusesAFileThatIsTooLargeOrEmptyOrNoText() throws IOException {
        assertThat(onlyCaseOf("# " + "x".repeat(5 * 1024 * 1024) + "\n"))
                .singleElement()
                .asString()
                .contains("Split it");
        assertThat(onlyCaseOf("")).singleElement().asString().contains("is empty");
        Files.write(folder.resolve(FILE), new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe, '\n'});
        assertThat(project.problems()).singleElement().asString().contains("UTF-8");
    }

    @Test
    void refusesTwoSubjectsTwinsAndHalfCases() throws IOException {
        assertThat(onlyCaseOf("route: a\nkamelet: b\ncases: [{ name: n, expect: { outcome: completed } }]\n"))
                .singleElement()
                .asString()
                .contains("one of flow, route and kamelet");
        assertThat(
                        onlyCaseOf(
                                "route: greet-members\ncases:\n  - { name: n, expect: { outcome: completed } }\n  - { name: n, expect: { outcome: completed } }\n"))
                .singleElement()
                .asString()
                .contains(FILE + ":4", "line 3");
        assertThat(onlyCaseOf("route: greet-members\ncases: [{ name: n }]\n"))
                .singleElement()
                .asString()
                .contains("'expect'");
        assertThat(onlyCaseOf("route: greet-membres\ncases: [{ name: n, expect: { outcome: completed } }]\n"))
                .singleElement()
                .asString()
                .contains(FILE + ":1", "→ greet-members");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expect: {}                                                          | neither 'outcome' nor 'error'
            expect: { books: { read: 1 } }                                      | neither 'outcome' nor 'error'
            input: { source: breaks, tables: { t: [{ a: 1 }] } }                | 'source' and 'tables'
            input: { rows: [{ a: 1 }], body: x }                                | 'body' is for messages
            input: { rows: [{ a: 1 }], headers: { a: b } }                      | 'headers' is for messages
            input: { body: x, limit: 3 }                                        | 'limit' is for a sync
            input: { body: x, full: true }                                      | 'full' is for a sync
            input: { body: x, properties: { a: b } }                            | those of a Kamelet under test
            kamelets: { greet-sink: { fail-times: 1 } }                         | 'fail-times' needs 'fail'
            kamelets: { greet-sink: { real: true, fail: '503' } }               | what is real
            """)
    void refusesWhatWouldNotBeLookedAt(String keys, String problem) throws IOException {
        String expect = keys.startsWith("expect") ? "" : ", expect: { outcome: completed }";

        assertThat(onlyCaseOf("route: greet-members\ncases:\n  - { name: n, " + keys + expect + " }\n"))
                .singleElement()
                .asString()
                .contains(FILE + ":3", problem);
    }

    @Test
    void refusesUsersAndKeyOfALaterRun() throws IOException {
        assertThat(onlyCaseOf("""
                flow: greet-members
                cases:
                  - name: n
                    runs:
                      - { input: { rows: [] }, expect: { outcome: done } }
                      - { emulator: { key: refused }, input: { rows: [] }, expect: { outcome: done } }
                """)).singleElement().asString().contains(FILE + ":6", "'key' holds for the whole case");
    }

    @Test
    void runsEachExampleOfAMappingAndRefusesTwins() throws IOException {
        project.write("routes/greet-members/greet-members.mapping.yaml", """
                examples:
                  - name: one
                  - name: one
                """);
        project.cases("- { name: n, input: { body: { known: false } }, expect: { outcome: completed } }\n");

        List<CaseResult> examples = project.run().stream()
                .filter(result -> result.name().equals("example: one"))
                .toList();
        assertThat(examples).extracting(CaseResult::line).containsExactly(2, 3);
        assertThat(examples.get(1).problems()).singleElement().asString().contains("stands in line 2");
    }

    @Test
    void refusesNamesThatNobodyHas() throws IOException {
        project.cases("""
                - name: names a Kamelet wrongly
                  kamelets: { gret-sink: {} }
                  expect: { outcome: completed }
                - name: names an operation wrongly
                  expect: { outcome: completed, sent: { awardBagde: [] } }
                - name: asks for a knob that is not there
                  emulator: { knobs: { hide-job-querys: true } }
                  expect: { outcome: completed }
                - name: asks for a fault that is not there
                  emulator: { faults: [{ operation: awardBadge, then: { statsu: 503 } }] }
                  expect: { outcome: completed }
                """);

        assertThat(project.run().stream()
                        .limit(4)
                        .map(result -> result.problems().get(0)))
                .satisfiesExactly(
                        one -> assertThat(one).contains("Did you mean greet-sink?"),
                        two -> assertThat(two).contains("Did you mean awardBadge?"),
                        three -> assertThat(three).contains("Did you mean hideJobQueries?"),
                        four -> assertThat(four).contains("Did you mean status?"));
    }

    @Test
    void owesTestsWhereThereAreNone() {
        assertThat(project.problems()).singleElement().asString().contains(FILE + " is not there");
    }

    @Test
    void knowsEachFlowByNameAndTheNearestOne() {
        assertThatThrownBy(() -> project.tests().suites(List.of("greet-membres")))
                .hasMessageStartingWith("RAI-1001")
                .hasMessageContaining("Did you mean greet-members?");
    }

    @Test
    void survivesALinkThatLeadsInACircle() throws IOException {
        Files.createSymbolicLink(folder.resolve("routes/greet-members/loop"), folder.resolve("routes"));

        assertThat(project.problems()).hasSize(1);
    }
}
