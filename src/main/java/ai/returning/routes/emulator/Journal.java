package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A file of JSON lines that only grows. Lines count once a commit line stands behind them; what follows the last commit
 * was torn by a crash and is cut off when the file is opened. One writer; readers see committed and later lines alike.
 */
final class Journal implements AutoCloseable {
    private static final byte[] COMMIT = "{\"commit\"".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final OutputStream out;
    private final JsonGenerator json;

    /** Writes the fields of one line. */
    interface Line {
        void write(JsonGenerator json) throws IOException;
    }

    Journal(Path file) {
        this.file = file;
        try {
            cutTornEnd();
            out = new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), 128 * 1024);
            json = Json.MAPPER.getFactory().createGenerator(out);
            json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw unusable("cannot be opened", e);
        }
    }

    /** Reads all committed lines in order. Call it before the first write. */
    void replay(Consumer<JsonNode> line) {
        try (InputStream in = Files.newInputStream(file);
                MappingIterator<JsonNode> lines = Json.MAPPER
                        .readerFor(JsonNode.class)
                        .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // our own lines, and many
                        .readValues(in)) {
            while (lines.hasNextValue()) {
                line.accept(lines.nextValue());
            }
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    synchronized void append(Line line) throws IOException {
        json.writeStartObject();
        line.write(json);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Makes the lines so far count; {@code mark} may add fields to the commit line. Reaches the operating system. */
    synchronized void commit(String what, Line mark) throws IOException {
        json.writeStartObject();
        json.writeStringField("commit", what);
        mark.write(json);
        json.writeEndObject();
        json.writeRaw('\n');
        flush();
    }

    synchronized void flush() throws IOException {
        json.flush();
        out.flush();
    }

    Path file() {
        return file;
    }

    private void cutTornEnd() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long good = committedLength();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() > good) {
                channel.truncate(good);
            }
        }
    }

    /** The length up to the end of the last whole commit line. No line end stands inside a line: JSON escapes it. */
    private long committedLength() throws IOException {
        long good = 0;
        long at = 0;
        byte[] start = new byte[COMMIT.length];
        int column = 0;
        byte[] buffer = new byte[256 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        good = column == COMMIT.length && Arrays.equals(start, COMMIT) ? at + i + 1 : good;
                        column = 0;
                    } else if (column < COMMIT.length) {
                        start[column++] = buffer[i];
                    }
                }
                at += n;
            }
        }
        return good;
    }

    private RaiException unusable(String problem, IOException e) {
        return new RaiException(
                ErrorCode.EMULATOR_DATA,
                file + " " + problem + ": " + e.getMessage()
                        + ". Repair it, or remove the emulator's data folder to start afresh.",
                e);
    }

    @Override
    public synchronized void close() {
        try {
            flush();
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
