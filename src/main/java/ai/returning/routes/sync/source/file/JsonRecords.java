package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of a file with a JSON object a line. Columns are those the mapping reads; {@code address.city} reads within an
 * object. A line that is no object gets a wrong number of cells, and the mapping sends it to quarantine.
 */
final class JsonRecords implements Records {
    private static final Logger LOG = LoggerFactory.getLogger(JsonRecords.class);

    private final String file;
    private final FileSettings settings;
    private final BufferedReader text;
    private final SourceColumns columns;
    private final List<List<String>> paths;
    private final StringBuilder line = new StringBuilder();
    private long number;
    private long unreadable;

    JsonRecords(String file, FileSettings settings, List<String> wanted, StrictReader text) {
        this.file = file;
        this.settings = settings;
        this.text = new BufferedReader(text, 1 << 16);
        this.columns = JsonCells.columns(wanted);
        this.paths = JsonCells.paths(wanted);
    }

    @Override
    public SourceColumns columns() {
        return columns;
    }

    @Override
    public boolean read(RawRows into) throws IOException {
        while (nextLine()) {
            if (!line.toString().isBlank()) {
                append(into);
                return true;
            }
        }
        return false;
    }

    private void append(RawRows into) {
        JsonNode object = object();
        into.begin();
        if (object == null) {
            if (unreadable++ == 0) {
                LOG.warn("{}: line {} is no JSON object; such rows go to quarantine", file, number);
            }
            if (columns.columns().size() == 1) {
                into.append((byte) '\t');
            }
        } else {
            JsonCells.append(object, paths, into);
        }
        into.append((byte) '\n');
    }

    private @Nullable JsonNode object() {
        try {
            JsonNode node = Json.MAPPER.readTree(line.toString());
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            LOG.debug("{}: line {} cannot be read", file, number, e);
            return null; // the caller counts it and sends the row to quarantine
        }
    }

    private boolean nextLine() throws IOException {
        line.setLength(0);
        number++;
        int c = text.read();
        if (c < 0) {
            return false;
        }
        for (; c >= 0 && c != '\n'; c = text.read()) {
            if (line.length() == settings.text().longestLine()) {
                throw tooLong();
            }
            line.append((char) c);
        }
        return true;
    }

    private UnfitFileException tooLong() {
        return new UnfitFileException(
                ErrorCode.FILE_LINE_TOO_LONG,
                file + ": line " + number + " has more than "
                        + settings.text().longestLine() + " characters. Each object must stand on a line of its own."
                        + " Correct the file, or raise " + settings.key("longest-line") + ", and put it back.");
    }
}
