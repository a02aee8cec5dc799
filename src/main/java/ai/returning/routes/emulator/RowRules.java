package ai.returning.routes.emulator;

import ai.returning.routes.contract.CsvShape;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one row of a bulk file does to its user: all of its cells or none. Used by one thread. */
final class RowRules {
    private static final String ADD = "add";
    private static final String SUBTRACT = "subtract";
    private static final String OVERWRITE = "overwrite";

    private final SheetHeader header;
    private final UserStore users;
    private final Profile profile;
    private final boolean emptyClears;
    private final BulkKind kind;
    private final List<Change> changes = new ArrayList<>();
    private @Nullable String problem;

    /** A field with its old and new value. */
    record Change(
            int fieldIndex,
            String field,
            String operator,
            @Nullable String before,
            @Nullable String after) {}

    /** The end of a row: its word, and the reason when it failed; {@code changes} is reused by the next row. */
    record Outcome(
            String state,
            String identifier,
            @Nullable String message,
            @Nullable User user,
            List<Change> changes) {}

    RowRules(SheetHeader header, UserStore users, Profile profile, BulkKind kind, CsvShape.EmptyCell emptyCell) {
        this.header = header;
        this.users = users;
        this.profile = profile;
        this.kind = kind;
        this.emptyClears = emptyCell == CsvShape.EmptyCell.CLEARS;
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does =
                    "A row changes all of its fields or none; a bad row fails alone and the others go on, in file order.")
    @Assumed(why = "neither the unit of a failure nor the order is documented")
    Outcome apply(List<String> cells) throws IOException {
        changes.clear();
        problem = null;
        String identifier = header.identifierAt() < cells.size() ? cells.get(header.identifierAt()) : "";
        User user = userOf(cells, identifier);
        if (user != null) {
            for (int i = 0; i < header.columns().size() && problem == null; i++) {
                plan(user, header.columns().get(i), cells);
            }
        }
        if (user == null || problem != null) {
            return new Outcome("failed", identifier, problem, null, List.of());
        }
        boolean created = user.number() < 0;
        User target = created ? create(identifier) : user;
        for (Change change : changes) {
            if (change.fieldIndex() >= 0) {
                users.set(target, change.fieldIndex(), change.after());
            }
        }
        String state = created ? "created" : changes.isEmpty() ? "unchanged" : "updated";
        return new Outcome(state, identifier, null, target, changes);
    }

    private User create(String email) throws IOException {
        User user = users.create(email, null, null);
        changes.add(0, new Change(-1, Deed.THING + "user", "create", null, user.shortId()));
        return user;
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "A wrong number of cells, an empty identifier or an unknown user fails the row; e-mail addresses"
                    + " match in any case.")
    @Assumed(why = "errors per row are not documented")
    private @Nullable User userOf(List<String> cells, String identifier) {
        if (cells.size() != header.width()) {
            return fail("row-cells");
        }
        if (identifier.isBlank()) {
            return fail("row-identifier");
        }
        User user =
                switch (header.identifier()) {
                    case "userId" -> users.byNumber(Ids.userNumber(identifier));
                    case "username" -> users.byUsername(identifier);
                    default -> users.byEmail(identifier);
                };
        return user == null ? unknown(identifier) : user;
    }

    @Behaviour(
            of = "bulkImportUsers",
            does = "A row with an unknown e-mail address creates a user, with a made user name; an unknown userId or"
                    + " username fails the row, and so does the address of a deleted user.")
    @Assumed(why = "the title says import, the text speaks of updates")
    private @Nullable User unknown(String identifier) {
        boolean byEmail = header.identifier().equals("email");
        if (kind != BulkKind.IMPORT || !byEmail || users.taken(identifier, "")) {
            return fail("row-unknown-user");
        }
        return identifier.indexOf('@') > 0 ? users.blank() : fail("row-email");
    }

    private void plan(User user, SheetHeader.Column column, List<String> cells) {
        String value = cells.get(column.valueAt());
        String operator = column.operatorAt() < 0 ? OVERWRITE : cells.get(column.operatorAt());
        boolean operated = column.operatorAt() >= 0 && !operator.isEmpty();
        if (value.isEmpty()) {
            if (operated) {
                failAt("row-number", column);
            } else {
                planEmpty(user, column);
            }
        } else if (column.field().type().isNumber()) {
            planNumber(user, column, operator, value);
        } else {
            planText(user, column, value);
        }
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "An empty cell changes nothing, or clears the field where the contract says so.")
    @Assumed(why = "documented for bulk import only")
    private void planEmpty(User user, SheetHeader.Column column) {
        String old = users.value(user, column.fieldIndex());
        if (emptyClears && old != null) {
            String cleared = column.field().type() == UserField.Type.INTEGER ? "0" : null;
            change(column, OVERWRITE, old, cleared);
        }
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "The operators add, subtract and overwrite are lower case; any other word fails the row, and so does"
                    + " an operator without a value or a value with an empty operator.")
    @Documented(
            page = "https://dev.returning.ai/bulk-update",
            asOf = "2026-04",
            except = "that only the row fails, and what an empty operator or value does")
    private void planNumber(User user, SheetHeader.Column column, String operator, String value) {
        if (!operator.equals(OVERWRITE) && !operator.equals(ADD) && !operator.equals(SUBTRACT)) {
            fail("row-operator");
            return;
        }
        BigDecimal operand = Numbers.parse(value, column.field().type() == UserField.Type.INTEGER);
        if (operand == null || (operand.signum() < 0 && !operator.equals(OVERWRITE))) {
            failAt("row-number", column);
            return;
        }
        String old = users.value(user, column.fieldIndex());
        BigDecimal before = old == null ? BigDecimal.ZERO : new BigDecimal(old);
        BigDecimal after = calculate(before, operator, operand);
        if (after != null && (old == null || after.compareTo(before) != 0)) {
            change(column, operator, old, after.toPlainString());
        }
    }

    @Behaviour(of = "bulkUpdateUsers", does = "A balance that would fall below zero fails the row.")
    @Assumed(why = "negative balances are not documented")
    private @Nullable BigDecimal calculate(BigDecimal before, String operator, BigDecimal operand) {
        BigDecimal after =
                switch (operator) {
                    case ADD -> before.add(operand);
                    case SUBTRACT -> before.subtract(operand);
                    default -> operand;
                };
        if (operator.equals(SUBTRACT) && after.signum() < 0) {
            fail("row-negative");
            return null;
        }
        return after;
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "A text is kept exactly as sent; a date is YYYY-MM-DD, any other form fails the row.")
    @Assumed(why = "the form of dates in the file is not documented")
    private void planText(User user, SheetHeader.Column column, String value) {
        if (column.field().type() == UserField.Type.DATE && !isDate(value)) {
            failAt("row-date", column);
            return;
        }
        String old = users.value(user, column.fieldIndex());
        if (!Objects.equals(old, value)) {
            change(column, OVERWRITE, old, value);
        }
    }

    private static boolean isDate(String text) {
        if (text.length() != 10) {
            return false;
        }
        try {
            return LocalDate.parse(text).getYear() >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void change(SheetHeader.Column column, String operator, @Nullable String before, @Nullable String after) {
        changes.add(new Change(column.fieldIndex(), column.field().key(), operator, before, after));
    }

    private @Nullable User fail(String text) {
        problem = profile.text(text);
        return null;
    }

    private void failAt(String text, SheetHeader.Column column) {
        problem = profile.text(text) + column.field().key();
    }
}
