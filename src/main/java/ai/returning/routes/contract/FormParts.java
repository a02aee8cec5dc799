package ai.returning.routes.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart request: one file, if there is any, and texts beside it. */
public record FormParts(@Nullable String file, String contentType, List<String> texts, List<String> required) {
    private static final FormParts NONE = new FormParts(null, "", List.of(), List.of());

    /** The parts of the operation; none if it takes no file. */
    public static FormParts of(Operation operation) {
        JsonNode form = operation.schemas().form().orElse(null);
        if (form == null) {
            return operation
                    .csv()
                    .map(csv -> new FormParts(csv.part(), csv.contentType(), List.of(), List.of()))
                    .orElse(NONE);
        }
        String file = operation.csv().map(CsvShape::part).orElseGet(() -> filePart(form));
        List<String> texts = new ArrayList<>();
        form.path("properties").fieldNames().forEachRemaining(texts::add);
        texts.remove(file);
        List<String> required = new ArrayList<>();
        form.path("required").forEach(name -> required.add(name.asText()));
        required.remove(file);
        return new FormParts(file, contentType(operation, form, file), texts, required);
    }

    private static @Nullable String filePart(JsonNode form) {
        for (Map.Entry<String, JsonNode> property : form.path("properties").properties()) {
            JsonNode schema = property.getValue();
            if (schema.has("contentMediaType") || schema.path("format").asText().equals("binary")) {
                return property.getKey();
            }
        }
        return null;
    }

    private static String contentType(Operation operation, JsonNode form, @Nullable String file) {
        if (operation.csv().isPresent()) {
            return operation.csv().get().contentType();
        }
        JsonNode type = form.path("properties").path(String.valueOf(file)).path("contentMediaType");
        return type.asText("application/octet-stream");
    }
}
