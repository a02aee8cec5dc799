package ai.returning.routes.emulator;

import ai.returning.routes.contract.CsvShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header of a bulk file, understood. A header that breaks a rule refuses the whole file. */
record SheetHeader(String identifier, int identifierAt, List<Column> columns, int width) {

    /** A field and where its value and its operator stand; {@code operatorAt} is -1 without an operator column. */
    record Column(UserField field, int fieldIndex, int valueAt, int operatorAt) {}

    static SheetHeader read(List<String> names, UserStore users, BulkKind kind, CsvShape shape)
            throws RefusedException {
        checkDuplicates(names);
        String identifier = identifier(names, shape);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Column column = column(names, i, identifier, users, kind, shape);
            if (column != null) {
                columns.add(column);
            }
        }
        return new SheetHeader(identifier, names.indexOf(identifier), List.copyOf(columns), names.size());
    }

    @Behaviour(of = "bulkUpdateUsers", does = "A duplicate column is 400.")
    @Assumed(why = "not documented")
    static void checkDuplicates(List<String> names) throws RefusedException {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw RefusedException.assumed(400, "Column appears twice: " + name);
            }
        }
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "The first of email, userId, username that the header has identifies the row; none, or a second of"
                    + " them, is 400.")
    @Assumed(why = "the identifier column is not documented")
    static String identifier(List<String> names, CsvShape shape) throws RefusedException {
        List<String> present =
                shape.identifiers().stream().filter(names::contains).toList();
        if (present.isEmpty()) {
            throw RefusedException.assumed(
                    400, "No identifier column: one of " + String.join(", ", shape.identifiers()));
        }
        if (present.size() > 1) {
            throw RefusedException.assumed(400, "More than one identifier column: " + String.join(", ", present));
        }
        return present.get(0);
    }

    @Behaviour(of = "bulkUpdateUsers", does = "A column that is neither a field nor an operator of one is 400.")
    @Documented(
            page = "https://dev.returning.ai/bulk-update",
            asOf = "2026-04",
            except = "that the whole file is refused")
    private static @Nullable Column column(
            List<String> names, int at, String identifier, UserStore users, BulkKind kind, CsvShape shape)
            throws RefusedException {
        String name = names.get(at);
        if (name.equals(identifier)) {
            return null;
        }
        int index = kind.place(users, name);
        if (index >= 0) {
            String operator = name + shape.operatorSuffix();
            boolean operated = at > 0 && names.get(at - 1).equals(operator);
            return new Column(users.field(index), index, at, operated ? at - 1 : -1);
        }
        checkOperatorColumn(names, at, users, kind, shape);
        return null;
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "An operator column stands directly before its numeric field; elsewhere, or for another field, it is"
                    + " 400.")
    @Documented(
            page = "https://dev.returning.ai/bulk-update",
            asOf = "2026-04",
            except = "that the whole file is refused")
    static void checkOperatorColumn(List<String> names, int at, UserStore users, BulkKind kind, CsvShape shape)
            throws RefusedException {
        String name = names.get(at);
        String suffix = shape.operatorSuffix();
        String fieldName = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
        int index = kind.place(users, fieldName);
        if (index < 0 || shape.operators().isEmpty()) {
            throw RefusedException.assumed(400, "Unknown column: " + name);
        }
        if (!users.field(index).type().isNumber()) {
            throw RefusedException.assumed(400, "Column has no operator: " + fieldName);
        }
        if (at + 1 >= names.size() || !names.get(at + 1).equals(fieldName)) {
            throw RefusedException.assumed(400, "Operator column must stand directly before its field: " + name);
        }
    }
}
