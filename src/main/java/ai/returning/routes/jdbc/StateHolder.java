package ai.returning.routes.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who holds an H2 file. H2 locks it but does not tell the other side; a note beside the file does. */
final class StateHolder {
    private static final Logger LOG = LoggerFactory.getLogger(StateHolder.class);
    private static final String FILE_URL = "jdbc:h2:file:";
    private static final String SUFFIX = ".holder";
    private static final String NOBODY_KNOWN = "another process";

    private StateHolder() {}

    /** Notes that this process holds the file. Without the note only a message says less. */
    static void note(String url) {
        Path note = beside(url);
        if (note == null) {
            return;
        }
        ProcessHandle self = ProcessHandle.current();
        String text = "process " + self.pid()
                + self.info().startInstant().map(StateHolder::since).orElse("");
        try {
            Files.writeString(note, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", note, e.getMessage());
        }
    }

    private static String since(Instant started) {
        return ", running since " + started;
    }

    /** The process that holds the file, as far as it is known. */
    static String of(String url) {
        Path note = beside(url);
        if (note == null || !Files.isReadable(note)) {
            return NOBODY_KNOWN;
        }
        try {
            return NOBODY_KNOWN + " ("
                    + Files.readString(note, StandardCharsets.UTF_8).strip() + ")";
        } catch (IOException e) {
            return NOBODY_KNOWN + " (its note " + note + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private static @Nullable Path beside(String url) {
        return url.startsWith(FILE_URL)
                ? Path.of(url.substring(FILE_URL.length()).split(";", 2)[0] + SUFFIX)
                : null;
    }
}
