package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every change that was applied: in {@code applied.jsonl} a line a row of a bulk job with its changes
 * {@code [field, operator, old, new]}, and a commit line a job with the way it ended; in {@code calls.jsonl} a line each
 * other call that changed something. Nothing is ever removed.
 */
public final class AppliedRecord implements AutoCloseable {
    private final Journal journal;
    private final CallRecord calls;
    private long jobRows;
    private Instant lastTime = Instant.EPOCH;
    private String lastText = lastTime.toString();

    AppliedRecord(Path folder) {
        journal = new Journal(folder.resolve("applied.jsonl"));
        calls = new CallRecord(folder);
    }

    /** Replays rows and calls, in the order in which they came, into {@code row}, and job ends into {@code end}. */
    void replay(Consumer<JsonNode> row, Consumer<JsonNode> end) {
        Deque<JsonNode> waiting = calls.lines();
        journal.replay(line -> {
            if (line.has("commit")) {
                end.accept(line);
                return;
            }
            while (!waiting.isEmpty() && waiting.getFirst().get("rows").asLong() <= jobRows) {
                row.accept(waiting.removeFirst());
            }
            row.accept(line);
            jobRows++;
        });
        waiting.forEach(row);
    }

    /** Keeps the deed of a single call. The caller holds the lock of the users, as for {@link #row}. */
    void call(Deed deed, Instant now) throws IOException {
        calls.add(deed, jobRows, now);
    }

    void row(Job.Submission job, int row, User user, String email, List<RowRules.Change> changes, Instant now)
            throws IOException {
        jobRows++;
        journal.append(json -> {
            json.writeStringField("time", text(now));
            json.writeStringField("job", job.id());
            json.writeNumberField("row", row);
            json.writeNumberField("user", user.number());
            json.writeStringField("email", email);
            json.writeStringField("operation", job.operation());
            json.writeArrayFieldStart("changes");
            for (RowRules.Change change : changes) {
                write(json, change.field(), change.operator(), change.before(), change.after());
            }
            json.writeEndArray();
        });
    }

    /** Rows of one job mostly share their millisecond. */
    private String text(Instant time) {
        Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
        if (!millis.equals(lastTime)) {
            lastTime = millis;
            lastText = millis.toString();
        }
        return lastText;
    }

    static void write(
            JsonGenerator json, String field, String operator, @Nullable String before, @Nullable String after)
            throws IOException {
        json.writeStartArray();
        json.writeString(field);
        json.writeString(operator);
        json.writeString(before);
        json.writeString(after);
        json.writeEndArray();
    }

    void end(JobView job) throws IOException {
        journal.commit("job", json -> {
            json.writeStringField("id", job.id());
            json.writeStringField("state", job.state());
            json.writeNumberField("processed", job.processed());
            json.writeNumberField("failed", job.failed());
            json.writeStringField("time", job.updatedAt().toString());
        });
    }

    /** All changes of the user with this e-mail address, in any case, in order. */
    public List<AppliedChange> of(String email) {
        return read(line -> line.get("email").asText().equalsIgnoreCase(email), email.toLowerCase(Locale.ROOT));
    }

    /** All changes of one job, in order. */
    public List<AppliedChange> ofJob(String jobId) {
        return read(line -> line.get("job").asText().equals(jobId), jobId);
    }

    /** All changes by one operation, in order. */
    public List<AppliedChange> ofOperation(String operationId) {
        return read(line -> line.get("operation").asText().equals(operationId), operationId.toLowerCase(Locale.ROOT));
    }

    /** How many rows or calls of one operation changed something. */
    public long count(String operationId) {
        long[] rows = new long[1];
        scan(operationId.toLowerCase(Locale.ROOT), text -> {
            if (parse(text).get("operation").asText().equals(operationId)) {
                rows[0]++;
            }
        });
        return rows[0];
    }

    /**
     * All changes ever applied, those of bulk jobs first, each in order: read from the files, so mind the memory.
     */
    public List<AppliedChange> all() {
        return read(line -> true, null);
    }

    /** How many rows of jobs and single calls changed something. */
    public long rows() {
        long[] rows = new long[1];
        scan(null, line -> rows[0]++);
        return rows[0];
    }

    private List<AppliedChange> read(Predicate<JsonNode> wanted, @Nullable String needle) {
        List<AppliedChange> found = new ArrayList<>();
        scan(needle, text -> {
            JsonNode line = parse(text);
            if (wanted.test(line)) {
                addChanges(line, found);
            }
        });
        return found;
    }

    /** Gives each row line to {@code sink}; with a needle, only lines that may hold it. */
    private void scan(@Nullable String needle, Consumer<String> sink) {
        String quoted = needle == null ? null : quoted(needle);
        scan(journal, quoted, sink);
        scan(calls.journal(), quoted, sink);
    }

    private static void scan(Journal journal, @Nullable String quoted, Consumer<String> sink) {
        try {
            journal.flush();
            try (BufferedReader lines = Files.newBufferedReader(journal.file(), StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    boolean fits =
                            quoted == null || line.toLowerCase(Locale.ROOT).contains(quoted);
                    if (fits && line.startsWith("{\"time\"") && line.endsWith("]}")) {
                        sink.accept(line);
                    }
                }
            }
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.EMULATOR_DATA, journal.file() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static String quoted(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }

    private static JsonNode parse(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new RaiException(ErrorCode.EMULATOR_DATA, "A line of the applied record is not JSON.", e);
        }
    }

    private static void addChanges(JsonNode line, List<AppliedChange> found) {
        for (JsonNode change : line.get("changes")) {
            found.add(new AppliedChange(
                    Instant.parse(line.get("time").asText()),
                    line.get("job").asText(),
                    line.get("row").asInt(),
                    line.get("user").asInt() < 0
                            ? ""
                            : Ids.shortId(line.get("user").asInt()),
                    line.get("email").asText(),
                    line.get("operation").asText(),
                    change.get(0).asText(),
                    change.get(1).asText(),
                    change.get(2).textValue(),
                    change.get(3).textValue()));
        }
    }

    @Override
    public void close() {
        journal.close();
        calls.close();
    }
}
