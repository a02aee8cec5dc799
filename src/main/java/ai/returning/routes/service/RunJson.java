package ai.returning.routes.service;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunProgress;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.RunState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON forms of runs: the public one of {@code --json}, and the wider one between commands and service. */
public final class RunJson {
    private RunJson() {}

    /** The public form; its keys are a promise. */
    public static ObjectNode publicForm(RunReport report) {
        Books books = report.books();
        return Json.MAPPER
                .createObjectNode()
                .put("runId", report.runId())
                .put("flow", report.flow())
                .put("state", report.state().word())
                .put("resumed", report.resumed())
                .put("read", books.read())
                .put("unchanged", books.unchanged())
                .put("applied", books.applied())
                .put("rejected", books.rejected())
                .put("invalid", books.invalid())
                .put("unverified", books.unverified())
                .put("skipped", books.skipped())
                .put("gone", books.gone())
                .put("added", books.added())
                .put("changed", books.changed())
                .put("sent", books.sent())
                .put("chunks", report.chunks())
                .put("seconds", report.seconds())
                .put("evidence", report.evidence().name().toLowerCase(Locale.ROOT));
    }

    static ObjectNode wireForm(RunReport report) {
        ObjectNode json = publicForm(report)
                .put("braked", report.braked())
                .put("confirmCode", report.confirmCode())
                .put("error", report.error());
        ArrayNode notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json;
    }

    static RunReport report(JsonNode json) {
        Books books = new Books(
                json.path("read").asLong(),
                json.path("unchanged").asLong(),
                json.path("applied").asLong(),
                json.path("rejected").asLong(),
                json.path("invalid").asLong(),
                json.path("unverified").asLong(),
                json.path("skipped").asLong(),
                json.path("gone").asLong(),
                json.path("added").asLong(),
                json.path("changed").asLong());
        List<String> notes = new ArrayList<>();
        json.path("notes").forEach(note -> notes.add(note.asText()));
        return new RunReport(
                json.path("runId").asText(),
                json.path("flow").asText(),
                RunState.of(json.path("state").asText()),
                json.path("resumed").asBoolean(),
                books,
                json.path("chunks").asInt(),
                json.path("seconds").asDouble(),
                Evidence.valueOf(json.path("evidence").asText().toUpperCase(Locale.ROOT)),
                json.path("braked").asBoolean(),
                text(json, "confirmCode"),
                text(json, "error"),
                notes);
    }

    static ObjectNode progress(RunProgress progress) {
        return Json.MAPPER
                .createObjectNode()
                .put("phase", progress.phase().name())
                .put("read", progress.read())
                .put("expected", progress.expected())
                .put("accepted", progress.accepted())
                .put("invalid", progress.invalid())
                .put("chunksSealed", progress.chunksSealed())
                .put("chunksAccepted", progress.chunksAccepted());
    }

    static RunProgress progress(JsonNode json) {
        return new RunProgress(
                RunProgress.Phase.valueOf(json.path("phase").asText()),
                json.path("read").asLong(),
                json.path("expected").asLong(),
                json.path("accepted").asLong(),
                json.path("invalid").asLong(),
                json.path("chunksSealed").asInt(),
                json.path("chunksAccepted").asInt());
    }

    static ObjectNode request(String flow, RunRequest request) {
        return Json.MAPPER
                .createObjectNode()
                .put("flow", flow)
                .put("full", request.full())
                .put("limit", request.limit())
                .put("confirm", request.confirm());
    }

    static RunRequest request(JsonNode json) {
        return new RunRequest(json.path("full").asBoolean(), json.path("limit").asLong(), text(json, "confirm"), null);
    }

    private static @Nullable String text(JsonNode json, String key) {
        return json.hasNonNull(key) ? json.get(key).asText() : null;
    }
}
