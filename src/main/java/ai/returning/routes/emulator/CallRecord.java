package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The deeds of single calls in {@code calls.jsonl}, one line each, committed one by one. A line says behind how many
 * rows of the bulk jobs it came, so that a restart puts both in order.
 */
final class CallRecord implements AutoCloseable {
    private final Journal journal;
    private int deeds;

    CallRecord(Path folder) {
        journal = new Journal(folder.resolve("calls.jsonl"));
    }

    /** The lines so far. Call it before the first write. */
    Deque<JsonNode> lines() {
        Deque<JsonNode> lines = new ArrayDeque<>();
        journal.replay(line -> {
            if (!line.has("commit")) {
                lines.add(line);
            }
        });
        deeds = lines.size();
        return lines;
    }

    /** When it returns the deed survives the end of the process. */
    synchronized void add(Deed deed, long rowsBefore, Instant now) throws IOException {
        int number = ++deeds;
        journal.append(json -> {
            json.writeStringField("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("job", "");
            json.writeNumberField("row", number);
            User user = deed.user();
            json.writeNumberField("user", user == null ? -1 : user.number());
            json.writeStringField("email", deed.email());
            json.writeStringField("operation", deed.operation());
            json.writeNumberField("rows", rowsBefore);
            json.writeArrayFieldStart("changes");
            for (Deed.Step step : deed.steps()) {
                AppliedRecord.write(json, step.field(), step.operator(), step.before(), step.after());
            }
            json.writeEndArray();
        });
        journal.commit("call", json -> {});
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        journal.close();
    }
}
