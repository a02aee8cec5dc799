package ai.returning.routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of errors: each code once, used, and listed in the reference. */
class ErrorReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/errors.md");

    @Test
    void listsEveryCodeInTheReference() throws IOException {
        String page = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("stale: mvn -q test -Dtest=ErrorReferenceTest -Ddocs.update=true")
                .hasContent(page);
    }

    @Test
    void givesEachCodeOnce() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).doesNotHaveDuplicates();
    }

    @Test
    void usesEveryCode() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("ErrorCode.java"))
                    .map(ErrorReferenceTest::read)
                    .collect(Collectors.joining());
        }
        List<ErrorCode> unused = Arrays.stream(ErrorCode.values())
                .filter(code -> !sources.contains("ErrorCode." + code.name()))
                .toList();
        assertThat(unused).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String page() {
        String rows = Arrays.stream(ErrorCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.summary() + " |\n")
                .collect(Collectors.joining());
        return "<!-- Generated from support/ErrorCode.java by ErrorReferenceTest. -->\n# Error codes\n\n"
                + "A code never changes its meaning. The message beside it says what failed, where, and what to do.\n"
                + "0 set-up · 1 route and endpoint · 2 webhook · 3 sync and ledger · 4 calls to the API · 9 a bug of ours\n\n"
                + "| code | meaning |\n| --- | --- |\n" + rows;
    }
}
