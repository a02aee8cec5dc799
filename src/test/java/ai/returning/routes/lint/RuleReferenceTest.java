package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of all rules, with a finding of each out of its fixture. */
class RuleReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/lint.md");

    @TempDir
    private Path folder;

    @Test
    void listsEveryRuleInTheReference() throws IOException {
        String page = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("stale: mvn -q test -Dtest=RuleReferenceTest -Ddocs.update=true")
                .hasContent(page);
    }

    @Test
    void saysWhatEachRuleFindsInOnePhrase() {
        assertThat(RuleName.values())
                .extracting(RuleName::meaning)
                .doesNotHaveDuplicates()
                .allMatch(meaning -> !meaning.endsWith(".") && !meaning.isBlank());
    }

    private String page() throws IOException {
        Map<String, List<Finding>> examples = examples();
        StringBuilder page = new StringBuilder("""
                <!-- Generated from lint/RuleName.java and the fixtures by RuleReferenceTest. -->
                # Rules of the lint

                `./rai lint` checks all of these; [how to check a change](../how-to/check-a-change.md) tells how to use it.
                *start*: a finding also stops the start of the service. *fix*: `--fix` mends it where no choice is needed.
                """);
        for (RuleName rule : RuleName.values()) {
            List<Finding> found = examples.getOrDefault(rule.text(), List.of());
            List<String> marks = new ArrayList<>();
            if (rule.atStart()) {
                marks.add("*start*");
            }
            if (found.stream().anyMatch(finding -> finding.fix().isPresent())) {
                marks.add("*fix*");
            }
            page.append("\n## ").append(rule).append("\n\n").append(rule.meaning()).append('.');
            page.append(marks.isEmpty() ? "" : " " + String.join(" · ", marks)).append('\n');
            found.stream()
                    .findFirst()
                    .ifPresent(finding -> page.append("\n```text\n").append(finding.text()).append("\n```\n"));
        }
        return page.toString();
    }

    private Map<String, List<Finding>> examples() throws IOException {
        Map<String, List<Finding>> examples = new TreeMap<>();
        for (Fixture fixture : Fixture.all()) {
            if (fixture.isBad()) {
                Path project = fixture.into(Files.createDirectories(folder.resolve(fixture.toString())));
                new Linter(project)
                        .check(List.of()).findings().stream()
                                .filter(finding -> finding.rule().equals(fixture.rule()))
                                .forEach(finding -> examples.computeIfAbsent(fixture.rule(), key -> new ArrayList<>())
                                        .add(finding));
            }
        }
        return examples;
    }
}
