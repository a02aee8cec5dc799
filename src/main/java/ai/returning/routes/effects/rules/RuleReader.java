package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.rules.condition.Condition;
import ai.returning.routes.effects.rules.condition.ConditionException;
import ai.returning.routes.effects.rules.condition.Field;
import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one rule whose shape was checked. */
final class RuleReader {
    private final EventForm event;
    private final Contract contract;
    private final RuleSettings settings;
    private final Problems problems;

    RuleReader(EventForm event, Contract contract, RuleSettings settings, Problems problems) {
        this.event = event;
        this.contract = contract;
        this.settings = settings;
        this.problems = problems;
    }

    Optional<Rule> read(YamlNode node) {
        boolean perUser = node.require("once").text().equals("per-user");
        if (perUser && event.user().isEmpty()) {
            problems.add(node.require("once"), "the event names no user", "once: per-event, or user: under 'event'");
        }
        Optional<Condition> when = node.find("when").flatMap(this::condition);
        SourceReader sources = new SourceReader(event, perUser, settings, problems);
        CallReader calls = new CallReader(contract, sources, problems);
        Optional<Operation> operation = calls.operation(node.require("do"));
        if (operation.isEmpty()) {
            return Optional.empty();
        }
        Optional<RowReader.Row> row = row(node, operation.get(), sources);
        Optional<CallPlan> call =
                operation.get().csv().isPresent() ? row.map(RowReader.Row::plan) : call(node, operation.get(), calls);
        Optional<StakePlan> stake = row.map(RowReader.Row::stake).or(() -> stake(node, sources));
        return call.map(plan -> new Rule(
                node.require("rule").text(),
                node.require("effect").text(),
                when,
                perUser,
                plan,
                stake,
                reads(when, plan, stake),
                node.place()));
    }

    private Optional<Condition> condition(YamlNode node) {
        Map<String, Field> fields = new LinkedHashMap<>();
        event.fields().forEach((name, field) -> fields.put(name, field.forConditions()));
        try {
            return Optional.of(Condition.parse(node.text(), fields));
        } catch (ConditionException e) {
            problems.addAt(node, e.at(), e.problem(), e.advice());
            return Optional.empty();
        }
    }

    private Optional<RowReader.Row> row(YamlNode node, Operation operation, SourceReader sources) {
        Optional<CsvShape> csv = operation.csv();
        if (csv.isEmpty()) {
            return Optional.empty();
        }
        Optional<YamlNode> row = node.find("row");
        if (row.isEmpty()) {
            problems.add(node.require("with"), operation.id() + " takes rows of a file", "row: instead of with:");
            return Optional.empty();
        }
        if (node.find("amount").isPresent() || node.find("unit").isPresent()) {
            YamlNode at = node.find("amount").or(() -> node.find("unit")).orElse(node);
            problems.add(at, "the row says already what it moves", "remove amount and unit");
        }
        return new RowReader(sources, problems).read(operation, csv.get(), row.get());
    }

    private Optional<CallPlan> call(YamlNode node, Operation operation, CallReader calls) {
        Optional<YamlNode> with = node.find("with");
        if (with.isEmpty()) {
            problems.add(node.require("row"), operation.id() + " takes no file", "with: instead of row:");
        }
        return with.map(values -> calls.call(operation, values));
    }

    private Optional<StakePlan> stake(YamlNode node, SourceReader sources) {
        Optional<YamlNode> amount = node.find("amount");
        Optional<YamlNode> unit = node.find("unit");
        if (amount.isPresent() != unit.isPresent()) {
            problems.add(amount.or(() -> unit).orElse(node), "amount and unit belong together", "both, or none");
            return Optional.empty();
        }
        if (amount.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        Optional<Source> moved = AmountReader.read(amount.get(), amount.get().text(), sources, problems);
        Optional<Source> of = AmountReader.unit(unit.get(), sources, problems);
        return moved.flatMap(source -> of.map(word -> new StakePlan(source, word, false)));
    }

    /** The user counts by the user that was found, not by how the event writes the name. */
    private Set<String> reads(Optional<Condition> when, CallPlan call, Optional<StakePlan> stake) {
        Set<String> reads = new TreeSet<>();
        when.ifPresent(condition -> reads.addAll(condition.fields()));
        call.sources().forEach(source -> read(source, reads));
        stake.ifPresent(plan -> {
            read(plan.amount(), reads);
            read(plan.unit(), reads);
        });
        return Set.copyOf(reads);
    }

    private static void read(Source source, Set<String> into) {
        if (source instanceof Source.OfEvent event) {
            into.add(event.field().name());
        }
    }
}
