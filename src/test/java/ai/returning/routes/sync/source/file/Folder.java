package ai.returning.routes.sync.source.file;

import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.source.RowSourceContract;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import ai.returning.routes.sync.store.SyncStore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder with files, a state, and a clock that stands; files are an hour old unless said otherwise. */
final class Folder implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    final Path path;
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final StateDatabase state = StateDatabase.open(new StateSettings(
            "jdbc:h2:mem:state-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
    private final SourceStore store = new SyncStore(state).sources();
    private FileSettings.Format format = FileSettings.Format.CSV;
    private String marker = "";
    private boolean repeat;
    private FileSettings.Text text = new FileSettings.Text(StandardCharsets.UTF_8, ',', 10_000);

    Folder(Path path) {
        this.path = path;
    }

    Folder jsonLines() {
        format = FileSettings.Format.JSON_LINES;
        return this;
    }

    Folder marker(String ending) {
        marker = ending;
        return this;
    }

    Folder repeating() {
        repeat = true;
        return this;
    }

    Folder delimiter(char delimiter) {
        text = new FileSettings.Text(text.encoding(), delimiter, text.longestLine());
        return this;
    }

    Folder encoding(Charset encoding) {
        text = new FileSettings.Text(encoding, text.delimiter(), text.longestLine());
        return this;
    }

    Folder longestLine(int characters) {
        text = new FileSettings.Text(text.encoding(), text.delimiter(), characters);
        return this;
    }

    FileSettings settings() {
        return new FileSettings(
                "inbox",
                format,
                path.toString(),
                "*",
                marker,
                Duration.ofSeconds(10),
                "archive",
                "errors",
                repeat,
                text);
    }

    SourceStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    FileRowSource source() {
        return FileRowSource.local(settings(), store, clock);
    }

    RowStream open(String... columns) {
        return source().open(request(columns));
    }

    static SourceRequest request(String... columns) {
        return new SourceRequest("import-file", "", List.of(columns), 0, 1_000);
    }

    /** Reads the next file to its end as a run that ends done does; gives its rows. */
    List<String> take(String... columns) {
        try (RowStream stream = open(columns)) {
            List<String> rows = RowSourceContract.read(stream);
            stream.settled("run-1");
            return rows;
        }
    }

    Path file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8), Duration.ofHours(1));
    }

    Path file(String name, byte[] content, Duration age) {
        try {
            Path file = Files.write(path.resolve(name), content);
            Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Names in a folder beside the files; empty if it is not there. */
    List<String> in(String folder) {
        Path place = path.resolve(folder);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String text(String folder, String name) throws IOException {
        return Files.readString(path.resolve(folder).resolve(name));
    }

    @Override
    public void close() {
        state.close();
    }
}
