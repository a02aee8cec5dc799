package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.rules.CallPlan.Cell;
import ai.returning.routes.effects.rules.CallPlan.Kind;
import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the row of an effect that goes by a file: whose it is, and what is added or taken away. */
final class RowReader {
    private static final Pattern CHANGE = Pattern.compile("([a-z]+) +(\\S+)");

    /**
     * What was read.
     *
     * @param stake what the row moves
     */
    record Row(CallPlan plan, StakePlan stake) {}

    private final SourceReader sources;
    private final Problems problems;

    RowReader(SourceReader sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Optional<Row> read(Operation operation, CsvShape csv, YamlNode row) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        StakePlan stake = null;
        int identifiers = 0;
        for (Map.Entry<YamlNode, YamlNode> pair : row.pairs()) {
            String column = pair.getKey().text();
            if (csv.identifiers().contains(column)) {
                identifiers++;
                identifier(pair.getValue()).ifPresent(source -> cells.put(column, new Cell(source, Kind.TEXT)));
            } else if (stake != null) {
                problems.add(pair.getKey(), "a row changes one column", "a rule of its own for '" + column + "'");
            } else {
                stake = change(csv, column, pair.getValue(), cells).orElse(null);
                if (stake == null) {
                    return Optional.empty();
                }
            }
        }
        if (identifiers != 1) {
            problems.add(
                    row, "a row names its user once", "one of " + String.join(", ", csv.identifiers()) + ": user.…");
            return Optional.empty();
        }
        if (stake == null) {
            problems.add(row, "the row changes nothing", "<column>: add event.<field>");
            return Optional.empty();
        }
        return Optional.of(new Row(
                new CallPlan(operation, Lane.FILE, Map.of(), cells, Map.of(), Optional.empty(), List.of()), stake));
    }

    private Optional<Source> identifier(YamlNode node) {
        Optional<Source> source = sources.read(node);
        if (source.isPresent() && !(source.get() instanceof Source.OfUser)) {
            problems.add(node, "a row names the user that was found", "user.email");
            return Optional.empty();
        }
        return source;
    }

    /** A column and, beside it, what is done with it. */
    private Optional<StakePlan> change(CsvShape csv, String column, YamlNode node, Map<String, Cell> cells) {
        Matcher change = CHANGE.matcher(node.text());
        if (!change.matches() || !csv.effectOperators().contains(change.group(1))) {
            problems.add(
                    node,
                    "'" + node.text() + "' is no change of " + column,
                    String.join(" or ", csv.effectOperators()) + ", then event.<field> or a number");
            return Optional.empty();
        }
        Optional<Source> amount = AmountReader.read(node, change.group(2), sources, problems);
        amount.ifPresent(source -> {
            cells.put(column + csv.operatorSuffix(), new Cell(new Source.Literal(change.group(1)), Kind.TEXT));
            cells.put(column, new Cell(source, Kind.TEXT));
        });
        return amount.map(source -> new StakePlan(
                source, new Source.Literal(column), change.group(1).equals("subtract")));
    }
}
