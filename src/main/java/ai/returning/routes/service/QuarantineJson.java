package ai.returning.routes.service;

import ai.returning.routes.effects.QuarantineDesk;
import ai.returning.routes.effects.QuarantineItem;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.store.NotedRow;
import ai.returning.routes.sync.store.QuarantineStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The quarantine as commands see it: that of effects, and the rows that the latest run of each sync left. */
final class QuarantineJson {
    private static final String ROW = "row-";
    private static final String ROW_ID = ROW + "\\d{1,15}";

    private final QuarantineStore rows;

    QuarantineJson(QuarantineStore rows) {
        this.rows = rows;
    }

    ObjectNode list(QuarantineDesk desk, @Nullable String flow, @Nullable String reason, int limit) {
        List<ObjectNode> items = Stream.concat(
                        desk.list(flow, reason, limit).stream().map(QuarantineJson::item),
                        rows.latest(flow, reason, limit).stream().map(QuarantineJson::item))
                .sorted(EffectJson.oldestFirst().reversed())
                .limit(limit)
                .toList();
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode counts = json.putObject("counts");
        desk.counts(flow).forEach((kind, count) -> counts.put(kind.word(), count));
        counts.put("row", rows.countLatest(flow));
        ArrayNode list = json.putArray("items");
        items.forEach(list::add);
        return json;
    }

    JsonNode show(QuarantineDesk desk, String id) {
        return isRow(id) ? item(row(id)) : file(desk.show(id));
    }

    boolean isRow(String id) {
        return id.matches(ROW_ID);
    }

    QuarantineDesk.Replay replay(String id) {
        NotedRow row = row(id);
        return new QuarantineDesk.Replay(
                id,
                QuarantineDesk.Replayed.REFUSED,
                "A row goes out with the next run, once it is mended in the source: " + next(row));
    }

    ObjectNode file(QuarantineDesk.File file) {
        ObjectNode json = item(file.item())
                .put("place", file.place())
                .put("sample", file.sample())
                .put("closed", file.closed());
        ArrayNode notes = json.putArray("notes");
        file.notes()
                .forEach(note -> notes.addObject()
                        .put("at", EffectJson.time(note.at()))
                        .put("what", note.action().word())
                        .put("who", note.who())
                        .put("reason", note.reason()));
        return json;
    }

    static String word(QuarantineDesk.Replayed how) {
        return how.name().toLowerCase(Locale.ROOT);
    }

    private NotedRow row(String id) {
        return rows.find(Long.parseLong(id.substring(ROW.length())))
                .orElseThrow(() -> new RaiException(
                        ErrorCode.EFFECT_UNKNOWN,
                        "The quarantine has no '" + id + "'. ./rai quarantine list shows all."));
    }

    private static ObjectNode item(QuarantineItem item) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", item.id())
                .put("kind", item.kind().word())
                .put("flow", item.flow())
                .put("reason", item.reason())
                .put("about", item.about())
                .put("why", item.why())
                .put("at", EffectJson.time(item.at()))
                .put("next", item.next());
    }

    static ObjectNode item(NotedRow row) {
        String field = row.row().field().isEmpty() ? "" : ", field " + row.row().field();
        return Json.MAPPER
                .createObjectNode()
                .put("id", ROW + row.id())
                .put("kind", "row")
                .put("flow", row.flow())
                .put("reason", row.row().reason())
                .put("about", row.row().maskedKey() + field)
                .put("why", row.row().kind().word() + ": " + row.row().sentence() + " (run " + row.runId() + ")")
                .put("at", EffectJson.time(row.at().toEpochMilli()))
                .put("next", next(row));
    }

    private static String next(NotedRow row) {
        return "./rai sync " + row.flow();
    }
}
