package ai.returning.routes.effects.file;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Effects as rows of a CSV file (RFC 4180). The columns are the names in the body of the first effect, the identifier first
 * and each operator right before its field; an effect with other columns goes into another file.
 */
final class RowSheet {
    private final CsvShape shape;

    RowSheet(CsvShape shape) {
        this.shape = shape;
    }

    /** The columns of an effect in the order of the file. */
    List<String> columns(Effect effect) {
        List<String> names = new ArrayList<>();
        cells(effect).fieldNames().forEachRemaining(names::add);
        List<String> ordered = new ArrayList<>();
        shape.identifiers().stream().filter(names::contains).findFirst().ifPresent(ordered::add);
        for (String name : names) {
            String field = name.endsWith(shape.operatorSuffix()) ? field(name) : name;
            String operator = field + shape.operatorSuffix();
            if (names.contains(operator) && !ordered.contains(operator)) {
                ordered.add(operator);
            }
            if (names.contains(field) && !ordered.contains(field)) {
                ordered.add(field);
            }
        }
        return ordered;
    }

    private String field(String operator) {
        return operator.substring(0, operator.length() - shape.operatorSuffix().length());
    }

    /** The name the API knows the user of a row by. */
    String identifier(Effect effect) {
        JsonNode cells = cells(effect);
        return shape.identifiers().stream()
                .filter(cells::has)
                .map(name -> cells.path(name).asText())
                .findFirst()
                .orElse("");
    }

    byte[] header(List<String> columns) {
        return line(columns).getBytes(StandardCharsets.UTF_8);
    }

    byte[] body(List<String> columns, List<Effect> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 48);
        for (Effect effect : rows) {
            JsonNode cells = cells(effect);
            bytes.writeBytes(line(columns.stream()
                            .map(name -> cells.path(name).asText(""))
                            .toList())
                    .getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private String line(List<String> cells) {
        return String.join(",", cells.stream().map(RowSheet::quoted).toList()) + shape.lineEndText();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static JsonNode cells(Effect effect) {
        try {
            return Json.MAPPER.readTree(effect.content()).path("body");
        } catch (JsonProcessingException e) {
            throw new RaiException(ErrorCode.BUG, "The content of effect " + effect.id() + " cannot be read.", e);
        }
    }
}
