package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs: submissions in {@code jobs.jsonl}, the file of a waiting job and the rows of a finished one below
 * {@code jobs/}. How a job ended stands in the record of applied changes. Safe for many threads.
 */
final class JobStore implements AutoCloseable {
    private final Path folder;
    private final Journal journal;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    /** Rows of the job at work; finished ones are read from their file. */
    private final Map<String, RowLines> open = new LinkedHashMap<>();

    JobStore(Path parent) throws IOException {
        folder = Files.createDirectories(parent.resolve("jobs"));
        journal = new Journal(parent.resolve("jobs.jsonl"));
        journal.replay(line -> {
            Job job = new Job(submission(line));
            jobs.put(job.id(), job);
        });
    }

    private static Job.Submission submission(JsonNode line) {
        return new Job.Submission(
                line.get("id").asText(),
                line.get("type").asText(),
                line.get("operation").asText(),
                line.get("community").asText(),
                line.get("fileName").asText(),
                line.get("shownName").asText(),
                line.get("rows").asInt(),
                Instant.parse(line.get("created").asText()),
                line.get("queuedMillis").asLong(),
                line.get("microsPerRow").asLong(),
                line.get("failJob").asBoolean(),
                line.get("failRows").asInt(),
                line.get("truncateAt").asInt(),
                line.get("stopAt").asInt());
    }

    /** Keeps file and submission; when it returns the job survives the end of the process. */
    synchronized Job add(Job.Submission submission, byte[] csv) throws IOException {
        Files.write(csvOf(submission.id()), csv);
        journal.commit("job", json -> {
            json.writeStringField("id", submission.id());
            json.writeStringField("type", submission.type());
            json.writeStringField("operation", submission.operation());
            json.writeStringField("community", submission.communityId());
            json.writeStringField("fileName", submission.fileName());
            json.writeStringField("shownName", submission.shownName());
            json.writeNumberField("rows", submission.rows());
            json.writeStringField("created", submission.created().toString());
            json.writeNumberField("queuedMillis", submission.queuedMillis());
            json.writeNumberField("microsPerRow", submission.microsPerRow());
            json.writeBooleanField("failJob", submission.failJob());
            json.writeNumberField("failRows", submission.failRows());
            json.writeNumberField("truncateAt", submission.truncateAt());
            json.writeNumberField("stopAt", submission.stopAt());
        });
        Job job = new Job(submission);
        jobs.put(job.id(), job);
        return job;
    }

    /** Takes over the end of a job from the record of applied changes. */
    synchronized void restore(JsonNode end) {
        Job job = jobs.get(end.path("id").asText());
        if (job != null) {
            Job.State state = Job.State.valueOf(end.get("state").asText().toUpperCase(Locale.ROOT));
            job.restore(
                    state,
                    end.get("processed").asInt(),
                    end.get("failed").asInt(),
                    Instant.parse(end.get("time").asText()));
        }
    }

    /** Jobs that were submitted and never begun, or were cut off by the end of the process. */
    synchronized List<Job> waiting() {
        return jobs.values().stream()
                .filter(job -> job.view().state().equals("queued"))
                .toList();
    }

    byte[] csv(Job job) throws IOException {
        return Files.readAllBytes(csvOf(job.id()));
    }

    synchronized @Nullable Job find(String id) {
        return jobs.get(id);
    }

    /** Newest first. */
    synchronized List<JobView> newestFirst(String communityId) {
        List<JobView> views = new ArrayList<>();
        jobs.values().stream()
                .filter(job -> job.submission().communityId().equals(communityId))
                .map(Job::view)
                .forEach(views::add);
        Collections.reverse(views);
        return views;
    }

    synchronized List<JobView> all() {
        return jobs.values().stream().map(Job::view).toList();
    }

    synchronized void beginRows(Job job) throws IOException {
        open.put(job.id(), new RowLines());
    }

    /** Notes how a row ended, for the details of the job. */
    synchronized void row(Job job, int row, RowRules.Outcome outcome) throws IOException {
        RowLines rows = open.get(job.id());
        if (rows != null) {
            rows.add(row, outcome);
        }
    }

    /** Puts the rows into their file and lets go of the uploaded one. */
    synchronized void endRows(Job job) throws IOException {
        RowLines rows = open.remove(job.id());
        if (rows != null) {
            Files.write(rowsOf(job.id()), rows.bytes());
        }
        Files.deleteIfExists(csvOf(job.id()));
    }

    /** The row lines of a job as JSON texts, those with one state or all of them. */
    synchronized List<String> rows(Job job, @Nullable String state) {
        String wanted = state == null ? "" : "\"status\":\"" + state + "\"";
        return rowText(job).lines().filter(line -> line.contains(wanted)).toList();
    }

    private String rowText(Job job) {
        RowLines rows = open.get(job.id());
        try {
            if (rows != null) {
                return new String(rows.bytes(), StandardCharsets.UTF_8);
            }
            return Files.readString(rowsOf(job.id()), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return ""; // nothing was processed yet
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path csvOf(String id) {
        return folder.resolve(id + ".csv");
    }

    private Path rowsOf(String id) {
        return folder.resolve(id + ".rows.jsonl");
    }

    @Override
    public void close() {
        journal.close();
    }
}
