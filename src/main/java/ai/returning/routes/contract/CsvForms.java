package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Set;

/** Reads {@code x-rai-csv}. */
final class CsvForms {
    private static final Set<String> KEYS = Set.of(
            "part",
            "content-type",
            "line-end",
            "empty-cell",
            "operator-suffix",
            "operators",
            "effect-operators",
            "identifiers",
            "max-rows",
            "max-bytes");

    private CsvForms() {}

    static CsvShape read(YamlNode node) {
        node.onlyKeys(KEYS);
        return new CsvShape(
                Fields.text(node, "part"),
                Fields.text(node, "content-type"),
                lineEnd(node.require("line-end")),
                Fields.word(node.require("empty-cell"), CsvShape.EmptyCell.class),
                Fields.text(node, "operator-suffix"),
                Fields.texts(node.require("operators")),
                effectOperators(node),
                identifiers(node.require("identifiers")),
                Fields.smallNumber(node, "max-rows"),
                Fields.number(node, "max-bytes"));
    }

    private static String lineEnd(YamlNode node) {
        if (!node.text().equals("CRLF") && !node.text().equals("LF")) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' is no line end; use CRLF or LF");
        }
        return node.text();
    }

    private static List<String> effectOperators(YamlNode csv) {
        YamlNode node = csv.require("effect-operators");
        List<String> operators = Fields.texts(csv.require("operators"));
        List<String> effects = Fields.texts(node);
        for (String word : effects) {
            if (!operators.contains(word)) {
                throw node.wrong(
                        ErrorCode.CONTRACT_INVALID,
                        "'" + word + "' is none of the operators: " + String.join(", ", operators));
            }
        }
        return effects;
    }

    private static List<String> identifiers(YamlNode node) {
        List<String> identifiers = Fields.texts(node);
        if (identifiers.isEmpty()) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "at least one identifier column is needed");
        }
        return identifiers;
    }
}
