package ai.returning.routes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.Linter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows docs/how-to/write-a-new-flow.md ends with a flow that lints clean and passes its test. */
class NewFlowPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:yaml fragment|sql)\\n(.*?)^```");

    @TempDir
    Path folder;

    @Test
    void leadsToAFlowThatIsProven() throws IOException {
        copy("config");
        copy("routes");
        List<String> blocks = blocks();
        assertThat(blocks).hasSize(5);
        write("sync-leads.camel.yaml", blocks.get(0));
        Path settings = folder.resolve("config/application.yaml");
        String declared = Files.readString(settings);
        Files.writeString(settings, declared.replace("\n  routes:\n", "\n  routes:\n" + blocks.get(1)));
        write("sync-leads.sql", blocks.get(2));
        write("sync-leads.mapping.yaml", blocks.get(3));
        write("sync-leads.test.yaml", blocks.get(4));

        assertThat(new FlowTests(folder, Clock.systemUTC())
                        .suites(List.of("sync-leads")).stream()
                                .flatMap(suite -> suite.cases().stream())
                                .map(FlowTestCase::run))
                .hasSize(5)
                .allSatisfy(result ->
                        assertThat(result.problems()).as(result.text()).isEmpty());
        assertThat(new Linter(folder).check(List.of()).findings())
                .extracting(Finding::text)
                .isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("routes/sync-leads").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> blocks() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/how-to/write-a-new-flow.md")));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private void copy(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.copy(file, folder.resolve(file));
            }
        }
    }
}
