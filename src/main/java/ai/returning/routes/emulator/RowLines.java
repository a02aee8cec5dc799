package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** How the rows of one job ended, as JSON lines. Guarded by the store of jobs. */
final class RowLines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator json;

    RowLines() throws IOException {
        json = Json.MAPPER.getFactory().createGenerator(bytes);
        json.setRootValueSeparator(null);
    }

    void add(int row, RowRules.Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row);
        json.writeStringField("identifier", outcome.identifier());
        json.writeStringField("status", outcome.state());
        if (outcome.message() != null) {
            json.writeStringField("message", outcome.message());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    byte[] bytes() throws IOException {
        json.flush();
        return bytes.toByteArray();
    }
}
