package ai.returning.routes.sync.source.file;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files are whole and may be read, oldest first. */
final class FileChoice {
    private static final Logger LOG = LoggerFactory.getLogger(FileChoice.class);

    private final FileSettings settings;
    private final PathMatcher pattern;
    private final Clock clock;

    FileChoice(FileSettings settings, Clock clock) {
        this.settings = settings;
        this.pattern = FileSystems.getDefault().getPathMatcher("glob:" + settings.pattern());
        this.clock = clock;
    }

    List<Waiting> ready(List<Waiting> found) {
        Set<String> names = found.stream().map(Waiting::name).collect(Collectors.toSet());
        Predicate<Waiting> whole =
                settings.marker().isEmpty() ? this::isQuiet : file -> names.contains(file.name() + settings.marker());
        return found.stream()
                .filter(this::counts)
                .filter(whole)
                .sorted(Comparator.comparing(Waiting::modified).thenComparing(Waiting::name))
                .toList();
    }

    private boolean counts(Waiting file) {
        boolean marker = !settings.marker().isEmpty() && file.name().endsWith(settings.marker());
        return !marker && !file.name().startsWith(".") && pattern.matches(Path.of(file.name()));
    }

    private boolean isQuiet(Waiting file) {
        Instant now = clock.instant();
        boolean quiet = !file.modified().plus(settings.quiet()).isAfter(now);
        if (!quiet) {
            LOG.info(
                    "{}: {} waits, because it changed {} ms ago and may still grow ({})",
                    settings.shown(),
                    file.name(),
                    Duration.between(file.modified(), now).toMillis(),
                    settings.key("quiet"));
        }
        return quiet;
    }
}
