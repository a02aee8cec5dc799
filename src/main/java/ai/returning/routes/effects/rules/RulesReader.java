package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a rules file from top to bottom and finds everything that is wrong: first its shape, then what it means. */
final class RulesReader {
    private static final int MAX_RULES = 200;
    private static final int MAX_FIELDS = 50;

    private final Path file;
    private final Contract contract;
    private final RuleSettings settings;
    private final Problems problems = new Problems();
    private final List<RuleProblem> shape = new ArrayList<>();

    RulesReader(Path file, Contract contract, RuleSettings settings) {
        this.file = file;
        this.contract = contract;
        this.settings = settings;
    }

    List<RuleProblem> problems() {
        return shape.isEmpty() ? problems.all() : List.copyOf(shape);
    }

    Optional<RuleSet> read(YamlNode root) {
        for (Misfit misfit : RulesShape.shape().misfits(root)) {
            shape.add(RuleProblem.of(misfit));
        }
        if (!shape.isEmpty()) {
            return Optional.empty();
        }
        String flow = flow(root.require("flow"));
        EventForm event = new EventFormReader(problems).read(root.require("event"));
        if (event.fields().size() > MAX_FIELDS) {
            problems.add(
                    root.require("event").require("fields"),
                    event.fields().size() + " fields are more than the limit of " + MAX_FIELDS,
                    "only those that the rules use");
        }
        List<Rule> rules = rules(root.require("rules"), event);
        // of a rule that cannot be read nobody knows what it moves
        boolean amounts = rules.size() < root.require("rules").items().size()
                || rules.stream().anyMatch(rule -> rule.stake().isPresent());
        Limits limits = root.find("limits")
                .map(node -> new LimitsReader(amounts, problems).read(node))
                .orElseGet(() -> LimitsReader.none(root.place()));
        return Optional.of(new RuleSet(flow, root.place(), event, rules, limits));
    }

    private String flow(YamlNode node) {
        String expected = node.text() + ".rules.yaml";
        if (!file.endsWith(expected)) {
            problems.add(node, "the file of flow '" + node.text() + "' is called " + expected, "the name of its file");
        }
        return node.text();
    }

    private List<Rule> rules(YamlNode list, EventForm event) {
        List<Rule> rules = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        Map<String, String> effects = new HashMap<>();
        for (YamlNode node : list.items()) {
            YamlNode name = node.require("rule");
            if (names.putIfAbsent(name.text(), name.text()) != null) {
                problems.add(name, "rule '" + name.text() + "' stands twice", "another name");
            }
            YamlNode effect = node.require("effect");
            String identity = effect.text() + " by " + node.require("do").text();
            String before = effects.putIfAbsent(identity, name.text());
            if (before != null) {
                problems.add(
                        effect,
                        "rules '" + before + "' and '" + name.text() + "' are the same effect " + identity
                                + ", and an event gets it once",
                        "another name of the effect");
            }
            new RuleReader(event, contract, settings, problems).read(node).ifPresent(rules::add);
        }
        if (list.items().size() > MAX_RULES) {
            problems.add(list, "there are more than " + MAX_RULES + " rules", "a second flow");
        }
        return rules;
    }
}
