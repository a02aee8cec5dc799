package ai.returning.routes.sync.mapping;

import ai.returning.routes.support.shape.Keys;
import ai.returning.routes.support.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a mapping file may look like; whether contract, community and query agree with it is for the readers. */
public final class MappingShape {
    /** Longest text a field may be limited to. */
    private static final int MAX_LENGTH = 1_000_000;

    static final int MAX_SCALE = 18;

    private MappingShape() {}

    /** The whole file. */
    public static Shape shape() {
        return Shape.keys("What a row of the source becomes in the bulk file of one operation.")
                .need("flow", Shape.text("Flow this mapping belongs to; the file is called <flow>.mapping.yaml."))
                .need("operation", Shape.text("Operation of the contract that takes the file (it has x-rai-csv)."))
                .need("identifier", Shape.text("Field that names the user; it must be one of the fields below."))
                .need("fields", Shape.table("The target fields, in the order of the columns.", field()))
                .may("examples", Shape.list("Rows and what they give. They are tests.", example()));
    }

    private static Keys field() {
        return Shape.keys("One target field, as config/community-fields.yaml declares it.")
                .may("from", Shape.text("Column of the query."))
                .may(
                        "expression",
                        Shape.text("Column names, 'texts', trim(), lower(), upper(), concat(a, b, …) which skips nulls,"
                                + " coalesce(a, b, …) which takes the first that is not blank."))
                .need("type", Shape.text("Type of the value.").oneOf(FieldType.words()))
                .need(
                        "nulls",
                        Shape.either(
                                Shape.oneOf(
                                        "What a missing value does: leave the field as it is, clear it, or refuse the row.",
                                        "leave",
                                        "clear",
                                        "refuse"),
                                Shape.keys("A missing value is replaced.")
                                        .need("default", Shape.text("The value sent instead."))))
                .may("operator", Shape.text("Word of the operator column; a sync takes only those that are no effect."))
                .exactlyOne("from", "expression")
                .by("type", byType());
    }

    private static Map<String, Keys> byType() {
        Map<String, Keys> types = new LinkedHashMap<>();
        for (FieldType type : FieldType.values()) {
            types.put(type.word(), rules(type));
        }
        return types;
    }

    private static Keys rules(FieldType type) {
        return switch (type) {
            case TEXT -> textRules();
            case INTEGER -> limits();
            case DECIMAL ->
                limits().need(
                                "scale",
                                Shape.integer("Decimals the value may have; it is never rounded.")
                                        .atLeast(0)
                                        .atMost(MAX_SCALE));
            case BOOLEAN ->
                Shape.keys("")
                        .may(
                                "words",
                                Shape.keys("The words sent for true and false.")
                                        .need("true", Shape.text("Word for true."))
                                        .need("false", Shape.text("Word for false.")));
            case DATE ->
                Shape.keys("")
                        .may("format", Shape.text("How the file writes it, from yyyy, MM, dd."))
                        .may("source-format", Shape.text("How the source writes it; yyyy-MM-dd when not given."));
            case TIMESTAMP ->
                Shape.keys("")
                        .need("zone", Shape.text("Zone it is written in, such as UTC."))
                        .may("format", Shape.text("How the file writes it, such as yyyy-MM-dd'T'HH:mm:ss'Z'."))
                        .may("source-zone", Shape.text("Zone of a source column that has none."));
        };
    }

    private static Keys textRules() {
        return Shape.keys("")
                .may(
                        "max-length",
                        Shape.integer("Longest text in characters; a longer one refuses the row.")
                                .atLeast(1)
                                .atMost(MAX_LENGTH))
                .may("pattern", Shape.text("Regular expression the whole text must match."))
                .may(
                        "one-of",
                        Shape.list(
                                        "The texts that may be sent.",
                                        Shape.text("A text that may be sent.")
                                                .like("(?s).*\\S.*", "a text that is not blank"))
                                .notEmpty())
                .may("check", Shape.oneOf("A check of the text.", "email"))
                .may("blank", Shape.oneOf("keep: white space is sent; else it counts as null.", "keep"));
    }

    private static Keys limits() {
        return Shape.keys("").may("min", Shape.number("Least value.")).may("max", Shape.number("Greatest value."));
    }

    private static Keys example() {
        return Shape.keys("A row and what becomes of it.")
                .need("name", Shape.text("A plain sentence: what the example shows."))
                .need("row", Shape.table("Column of the query to value.", value()))
                .may("gives", Shape.table("Target field to what is sent.", value()))
                .may("refused", Shape.text("Reason the row is refused for.").oneOf(Reason.words()))
                .exactlyOne("gives", "refused");
    }

    private static Shape value() {
        return Shape.text("A value; none stands for null.").orNothing();
    }
}
