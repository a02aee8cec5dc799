package ai.returning.routes.sync.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The failpoints of the product, found in its sources, so that none can be added without being killed at. */
final class FailpointNames {
    private static final Pattern HIT = Pattern.compile("Failpoints\\s*\\.hit\\(\\s*\"([^\"]+)\"\\s*\\)");
    private static final Path SYNC = Path.of("src/main/java/ai/returning/routes/sync");

    private FailpointNames() {}

    /** Those a run passes until it has ended; what a source does afterwards is {@code KilledSourcesIT}'s. */
    static List<String> ofRuns() {
        return inMainSources().stream()
                .filter(name -> !name.startsWith("source."))
                .toList();
    }

    static List<String> inMainSources() {
        try (Stream<Path> files = Files.walk(SYNC)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> HIT.matcher(text(file)).results().map(FailpointNames::name))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(MatchResult hit) {
        return hit.group(1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
