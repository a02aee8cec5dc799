package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.support.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and checks one field of a mapping file. */
final class FieldReader {
    private final CommunityFields community;
    private final CsvShape csv;
    private final String operation;
    private final String identifier;

    FieldReader(CommunityFields community, CsvShape csv, String operation, String identifier) {
        this.community = community;
        this.csv = csv;
        this.operation = operation;
        this.identifier = identifier;
    }

    FieldSpec read(Entries fields, String name) {
        CommunityField target = community
                .find(name)
                .orElseThrow(() -> fields.wrong(
                        name,
                        "'" + name + "' is not a field of the community ("
                                + community.file() + ")." + Nearest.hint(name, community.names()) + " Known: "
                                + String.join(", ", community.names())));
        Entries field = Entries.of(fields.require(name), "field '" + name + "'");
        FieldType type = FieldType.valueOf(field.word("type", FieldType.words()).toUpperCase(Locale.ROOT));
        Supplier<CellWriter> writer = new TypeReader(field, type, target).writer();
        NullPolicy nulls = nulls(field, name);
        String defaultValue = nulls == NullPolicy.DEFAULT ? defaultValue(field, writer) : "";
        return new FieldSpec(
                target,
                fields.place(name),
                field.place(field.has("from") ? "from" : "expression"),
                source(field),
                type,
                writer,
                nulls,
                defaultValue,
                field.has("blank"),
                operator(field, target),
                type == FieldType.TIMESTAMP && !field.has("source-zone"));
    }

    private static Expression source(Entries field) {
        if (field.has("from")) {
            return new Expression.Column(field.text("from"));
        }
        try {
            return ExpressionParser.parse(field.text("expression"));
        } catch (IllegalArgumentException e) {
            throw field.wrong("expression", "the expression cannot be read: " + e.getMessage());
        }
    }

    private NullPolicy nulls(Entries field, String name) {
        NullPolicy policy = field.require("nulls").isMap()
                ? NullPolicy.DEFAULT
                : NullPolicy.valueOf(
                        field.word("nulls", List.of("leave", "clear", "refuse")).toUpperCase(Locale.ROOT));
        if (name.equals(identifier) && policy != NullPolicy.REFUSE) {
            throw field.wrong(
                    "nulls", "the identifier '" + name + "' must have 'nulls: refuse': a row without it names no user");
        }
        if (policy == NullPolicy.CLEAR && csv.emptyCell() == CsvShape.EmptyCell.NO_CHANGE) {
            throw field.wrong(
                    "nulls",
                    "field '" + name + "' cannot be cleared: x-rai-csv.empty-cell of " + operation
                            + " is no-change in the contract, so an empty cell leaves the field as it is. Use leave or default");
        }
        return policy;
    }

    /** A default goes the way of a value of the source, so that it obeys the same rules. */
    private static String defaultValue(Entries field, Supplier<CellWriter> writer) {
        Entries nulls = Entries.of(field.require("nulls"), "'nulls'");
        String value = nulls.text("default");
        Line line = Line.scratch();
        CellWriter check = writer.get();
        if (value.isBlank()) {
            throw nulls.wrong("default", "a default must not be blank; leave and clear do without a value");
        }
        if (check.write(Cell.of(value), line, 0) == Line.REFUSED) {
            throw nulls.wrong(
                    "default", "the default '" + value + "' " + line.reason().phrase() + " (" + check.rule() + ")");
        }
        return value;
    }

    private @Nullable String operator(Entries field, CommunityField target) {
        boolean takesOne = target.type() == CommunityField.Type.NUMERICAL
                && !csv.operators().isEmpty();
        if (!field.has("operator")) {
            return takesOne ? standard(field) : null;
        }
        String word = field.text("operator");
        if (csv.effectOperators().contains(word)) {
            throw field.wrong(
                    "operator",
                    "operator '" + word + "' is an effect: sent twice it counts twice. A sync sends "
                            + "rows again, so it only takes " + String.join(", ", csv.harmlessOperators()) + "; "
                            + String.join(" and ", csv.effectOperators()) + " go through the effect ledger");
        }
        if (!takesOne) {
            throw field.wrong(
                    "operator",
                    "'" + target.name() + "' takes no operator: only numerical fields of an "
                            + "operation with operators (x-rai-csv.operators) do");
        }
        if (!csv.harmlessOperators().contains(word)) {
            throw field.wrong(
                    "operator",
                    "operator '" + word + "' is not possible for " + operation + "."
                            + Nearest.hint(word, csv.operators())
                            + " A sync takes an operator of x-rai-csv that is no effect: "
                            + String.join(", ", csv.harmlessOperators()));
        }
        return word;
    }

    /** A numerical value needs an operator beside it. */
    private String standard(Entries field) {
        return csv.harmlessOperators().stream()
                .findFirst()
                .orElseThrow(() -> field.wrong(
                        "type",
                        "a sync cannot send numbers by " + operation
                                + ": every operator of x-rai-csv in the contract is an effect"));
    }
}
