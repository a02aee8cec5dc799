package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mending changes the form and nothing else. */
class FixerTest {
    private static final String ROUTE = "routes/greet-members/greet-members.camel.yaml";

    /** Every short form there is, with comments and layout that must stay. */
    private static final String OLD = """
            # Greets, the old way.
            - route:
                id: greet-members   # the flow
                description: Greets each new member by a message.
                group: members
                routeConfigurationId: stop-on-failure
                autoStartup: "{{returning-ai.routes.greet-members.enabled}}"
                from:
                  uri: "direct:greet-members?timeout=10&block=true"   # waits
                  steps:
                    # Said first.
                    - log: "Grüße 👋 ${body}"

                    - set-header:
                        name: language
                        constant: "en: 'x'"
                    - setBody:
                        simple: |
                          Dear ${body[name]},
                            welcome.
                    # Then the rest.
                    - filter:
                        simple:
                          # Adults only.
                          expression: "${body[age]} > 17"
                        steps:
                          - choice:
                              when:
                                - simple: "${body[vip]}"
                                  steps:
                                    - to: "log:vip?level=WARN"
                              otherwise:
                                steps:
                                  - to: {uri: "log:others"}
                          - transform: {expression: {simple: "${body[text]}"}}
                    - to:
                        uri: log:end?showAll=true&marker=a/b
                        parameters:
                          level: DEBUG
                    - to:
                        uri: kamelet:member-greeting-send-sink   # the Kamelet
                        parameters:
                          text: "Welcome"
                    - remove-headers: "*"
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void laysOutTheProject() throws IOException {
        Fixture.base(folder);
        file = folder.resolve(ROUTE);
    }

    @Test
    void leavesNothingThatCouldBeMended() throws IOException {
        Files.writeString(file, OLD);

        Fixer.Result result = fix();

        assertThat(result.report().findings()).isEmpty();
        assertThat(result.fixed()).isGreaterThan(15);
        assertThat(result.files()).containsExactly(ROUTE);
        if (Boolean.getBoolean("fixtures.update")) {
            Files.copy(file, Fixture.HOME.resolve("fixed.camel.yaml.txt"), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.readString(file)).isEqualTo(Files.readString(Fixture.HOME.resolve("fixed.camel.yaml.txt")));
    }

    @Test
    void meansTheSameAsBefore() throws Exception {
        // Camel would not load dashes, nor options at two places.
        Files.writeString(
                file,
                OLD.replace("set-header", "setHeader")
                        .replace("remove-headers", "removeHeaders")
                        .replace("log:end?showAll=true&marker=a/b", "log:end"));
        List<String> before = model();

        fix();

        assertThat(before).hasSizeGreaterThan(10);
        assertThat(model()).isEqualTo(before);
    }

    @Test
    void mendsEachOldFixtureIntoSomethingThatLintsCleanOfIt() throws IOException {
        for (String rule : List.of("old-form", "missing-id", "missing-prefix", "kamelet-call-without-id")) {
            Path project = new Fixture(rule, "bad").into(Files.createDirectory(folder.resolve(rule)));

            Fixer.Result result = new Fixer(new Linter(project)).fix(List.of());

            assertThat(result.report().findings())
                    .as(rule)
                    .noneMatch(finding -> finding.fix().isPresent())
                    .noneMatch(finding -> finding.rule().equals(rule)
                            && !finding.problem().contains("deprecated"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void keepsLineBreaksAndTheMissingOneAtTheEnd(String lineBreak) throws IOException {
        Files.writeString(file, OLD.strip().replace("\n", lineBreak));

        fix();

        String text = Files.readString(file);
        assertThat(text).doesNotEndWith("\n");
        assertThat(text.lines().count()).isGreaterThan(OLD.lines().count());
        assertThat(text.replace(lineBreak, "")).doesNotContain("\n").doesNotContain("\r");
        assertThat(new Linter(folder).check(List.of()).findings()).isEmpty();
    }

    @Test
    void keepsTheByteOrderMarkAndThePermissions() throws IOException {
        Files.write(file, ("\ufeff" + OLD).getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        fix();

        assertThat(Files.readString(file)).startsWith("\ufeff# Greets").contains("id: receive-from-greet-members");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw----");
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void writesOnlyWhatWasAskedFor() throws IOException {
        Files.writeString(file, OLD);

        Fixer.Result result = new Fixer(new Linter(folder)).fix(List.of(folder.resolve("routes/sync-members")));

        assertThat(result.fixed()).isZero();
        assertThat(Files.readString(file)).isEqualTo(OLD);
    }

    @Test
    void leavesBlocksOfPagesToTheirAuthor() throws IOException {
        Path page = folder.resolve("README.md");
        String text = "# Greet\n\n```yaml\n- log: hello\n```\n";
        Files.writeString(page, text);

        Fixer.Result result = fix();

        assertThat(Files.readString(page)).isEqualTo(text);
        assertThat(result.report().findings()).extracting(Finding::rule).contains("old-form", "missing-id");
    }

    private Fixer.Result fix() {
        return new Fixer(new Linter(folder)).fix(List.of());
    }

    /** What Camel makes of the file: steps with what they do, without ids. */
    private List<String> model() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Resource resource = ResourceHelper.fromString(ROUTE, Files.readString(file));
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
            List<String> lines = new ArrayList<>();
            for (RouteDefinition route : context.getRouteDefinitions()) {
                lines.add(URISupport.normalizeUri(route.getInput().getEndpointUri()));
                route.getOutputs().forEach(step -> add(step, lines));
            }
            return lines.stream()
                    .map(line -> line.replaceAll("(member-greeting-send-sink)/[a-z-]+", "$1"))
                    .toList();
        }
    }

    private static void add(ProcessorDefinition<?> step, List<String> lines) {
        lines.add(step.getShortName() + " " + step.getLabel() + " " + step);
        step.getOutputs().forEach(child -> add(child, lines));
    }

}
