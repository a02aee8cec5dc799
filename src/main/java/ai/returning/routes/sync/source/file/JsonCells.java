package ai.returning.routes.sync.source.file;

import ai.returning.routes.sync.source.CopyText;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Cells of a JSON object. */
final class JsonCells {
    private JsonCells() {}

    static SourceColumns columns(List<String> wanted) {
        return new SourceColumns(wanted.stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
    }

    /** The steps from the object to each value. */
    static List<List<String>> paths(List<String> wanted) {
        return wanted.stream().map(name -> List.of(name.split("\\.", -1))).toList();
    }

    static void append(JsonNode object, List<List<String>> paths, RawRows into) {
        for (int i = 0; i < paths.size(); i++) {
            if (i > 0) {
                into.append((byte) '\t');
            }
            append(value(object, paths.get(i)), into);
        }
    }

    /** A key that holds the whole name, dots included, goes before the path. */
    private static JsonNode value(JsonNode object, List<String> path) {
        JsonNode whole = object.path(String.join(".", path));
        JsonNode at = object;
        for (int i = 0; whole.isMissingNode() && i < path.size(); i++) {
            at = at.path(path.get(i));
        }
        return whole.isMissingNode() ? at : whole;
    }

    private static void append(JsonNode value, RawRows into) {
        if (value.isMissingNode() || value.isNull()) {
            CopyText.none(into);
        } else if (value.isNumber()) {
            CopyText.text(into, value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText());
        } else {
            CopyText.text(into, value.isValueNode() ? value.asText() : value.toString());
        }
    }
}
