package ai.returning.routes.emulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of {@code users.jsonl}: fields as they come, change and go, and users as they come. */
final class UserLines {
    static final String CHANGED = "changed";
    static final String DELETED = "deleted";

    private UserLines() {}

    /** A field and what became of it; without a mark it is new, without a time it was seeded. */
    record FieldLine(
            UserField field,
            @Nullable String mark,
            @Nullable Instant time) {}

    static void field(JsonGenerator json, UserField field, @Nullable String mark, @Nullable Instant time)
            throws IOException {
        json.writeObjectFieldStart("field");
        json.writeStringField("key", field.key());
        json.writeStringField("name", field.name());
        json.writeStringField("type", field.type().name());
        if (time != null) {
            json.writeStringField("time", time.toString());
        }
        if (mark != null) {
            json.writeBooleanField(mark, true);
        }
        json.writeEndObject();
    }

    static FieldLine field(JsonNode line) {
        UserField field = new UserField(
                line.get("key").asText(),
                line.get("name").asText(),
                UserField.Type.valueOf(line.get("type").asText()));
        String mark = line.has(DELETED) ? DELETED : line.has(CHANGED) ? CHANGED : null;
        String time = line.path("time").textValue();
        return new FieldLine(field, mark, time == null ? null : Instant.parse(time));
    }

    static void user(JsonGenerator json, Map<String, String> values, User added, String email) throws IOException {
        json.writeStringField("email", email);
        json.writeStringField("username", added.username());
        if (added.ownDisplayName() != null) {
            json.writeStringField("display", added.ownDisplayName());
        }
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    static SeedUser user(JsonNode line) {
        Map<String, String> values = new HashMap<>();
        line.get("values")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return new SeedUser(line.get("email").asText(), line.get("username").asText(), values);
    }

    static @Nullable String displayName(JsonNode line) {
        return line.path("display").textValue();
    }
}
