package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.shape.Keys;
import ai.returning.routes.support.shape.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the file of community fields may look like. */
public final class FieldsShape {
    private FieldsShape() {}

    /** The whole file. */
    public static Shape shape() {
        return Shape.keys("The fields of the community: what a mapping may write.")
                .need("fields", Shape.table("Field by its database column name or custom key.", field()));
    }

    private static Keys field() {
        return Shape.keys("One field of the community.")
                .need("type", Shape.text("Type the vendor gives it.").oneOf(CommunityField.Type.words()))
                .need(
                        "evidence",
                        Shape.text("documented: the vendor's pages name the field; assumed: our demo community has it.")
                                .oneOf(evidence()))
                .may(
                        "ignore-case",
                        Shape.flag("true where two values that differ only in case name the same user (identifiers)."))
                .may(
                        "read",
                        Shape.text("JSON pointer into the payload of getUserData, for reading a value back.")
                                .like("/.*", "a JSON pointer that starts with '/'"))
                .by("type", byType());
    }

    private static Map<String, Keys> byType() {
        Map<String, Keys> types = new LinkedHashMap<>();
        for (CommunityField.Type type : CommunityField.Type.values()) {
            types.put(type.word(), rules(type));
        }
        return types;
    }

    private static Keys rules(CommunityField.Type type) {
        return switch (type) {
            case SINGLE_LINE_TEXT, MULTI_LINE_TEXT -> Shape.keys("");
            case NUMERICAL ->
                Shape.keys("")
                        .may(
                                "scale",
                                Shape.integer("Decimals the field takes; 0 when not given.")
                                        .atLeast(0)
                                        .atMost(MappingShape.MAX_SCALE));
            case DATE ->
                Shape.keys("")
                        .may(
                                "format",
                                Shape.text("How the file writes it, from yyyy, MM, dd; yyyy-MM-dd when not given."));
        };
    }

    private static List<String> evidence() {
        return Arrays.stream(Evidence.values())
                .map(evidence -> evidence.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
