package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.returning.routes.lint.dsl.DslSchema;
import ai.returning.routes.support.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules meet whatever YAML can say at any place, and tell; they never break. */
class AnyYamlTest {
    private static final List<String> VALUES =
            List.of("null", "[]", "{}", "[1, [x]]", "{a: {b: c}}", "'${{{x'", "true");

    @TempDir
    private Path folder;

    private Project project;
    private final List<Rule> rules = new ArrayList<>();

    @BeforeEach
    void read() throws IOException {
        Path root = Fixture.base(folder);
        project = new ProjectReader(root, root.resolve("routes"), new Findings()).read(true, List.of());
        rules.addAll(FormRules.all(DslSchema.get()));
        rules.addAll(KnowingRules.all(Clock.systemUTC()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes/sync-members/sync-members.camel.yaml",
                "routes/sync-members/sync-members.mapping.yaml",
                "routes/kamelets/member-greeting-send-sink.kamelet.yaml",
                "routes/shared/stop-on-failure.camel.yaml",
                "config/application.yaml"
            })
    void tellsAnyValueAtAnyPlace(String name) {
        SourceFile file = project.file(name).orElseThrow();
        List<String> texts = mutants(file);

        assertThat(texts).hasSizeGreaterThan(30);
        for (String text : texts) {
            Project changed = with(file, text);
            assertThatCode(() -> rules.forEach(rule -> rule.check(changed, new Findings())))
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void tellsAKeyThatStandsTwice() {
        SourceFile file =
                project.file("routes/sync-members/sync-members.camel.yaml").orElseThrow();
        Project changed = with(file, file.text().replace("    group: customers\n", "    group: a\n    group: b\n"));

        assertThatCode(() -> rules.forEach(rule -> rule.check(changed, new Findings())))
                .doesNotThrowAnyException();
    }

    private static List<String> mutants(SourceFile file) {
        YamlNode root = file.root();
        if (root == null) {
            throw new AssertionError(file.name() + " is no YAML");
        }
        return nodes(root)
                .flatMap(node -> VALUES.stream()
                        .map(value -> file.text().substring(0, file.begin(node))
                                + value
                                + file.text().substring(file.end(node))))
                .toList();
    }

    private static Stream<YamlNode> nodes(YamlNode node) {
        Stream<YamlNode> inner = node.isMap()
                ? node.pairs().stream().flatMap(pair -> nodes(pair.getValue()))
                : node.isList() ? node.items().stream().flatMap(AnyYamlTest::nodes) : Stream.empty();
        return Stream.concat(Stream.of(node), inner);
    }

    private Project with(SourceFile file, String text) {
        SourceFile changed = new SourceFile(
                file.path(),
                file.name(),
                file.kind(),
                text,
                YamlText.parse(file.name(), text).root().orElse(null),
                0,
                0);
        List<SourceFile> files =
                project.files().stream().map(one -> one == file ? changed : one).toList();
        boolean settings = file.name().equals("config/application.yaml");
        return new Project(folder, files, settings ? DeclaredSettings.of(changed.root()) : project.settings());
    }
}
