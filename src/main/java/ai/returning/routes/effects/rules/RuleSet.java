package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The rules of a flow, read from {@code <flow>.rules.yaml}. Immutable. */
public final class RuleSet {
    private final String flow;
    private final EventForm event;
    private final List<Rule> rules;
    private final Limits limits;
    private final String place;

    /** @param place of the file */
    RuleSet(String flow, String place, EventForm event, List<Rule> rules, Limits limits) {
        this.flow = flow;
        this.place = place;
        this.event = event;
        this.rules = List.copyOf(rules);
        this.limits = limits;
    }

    /**
     * Reads a file.
     *
     * @throws RaiException RULES_INVALID with a line {@code file:line:column …} for everything that is wrong
     */
    public static RuleSet read(Path file, Contract contract, RuleSettings settings) {
        RulesReader reader = new RulesReader(file, contract, settings);
        RuleSet rules = reader.read(Yaml.read(file)).orElse(null);
        if (rules == null || !reader.problems().isEmpty()) {
            throw new RaiException(
                    ErrorCode.RULES_INVALID,
                    reader.problems().stream().map(RuleProblem::text).collect(Collectors.joining("\n")));
        }
        return rules;
    }

    /** Everything that is wrong in a file; empty for one that can be read. */
    public static List<RuleProblem> problems(Path file, YamlNode root, Contract contract, RuleSettings settings) {
        RulesReader reader = new RulesReader(file, contract, settings);
        reader.read(root);
        return reader.problems();
    }

    /** The flow they belong to. */
    public String flow() {
        return flow;
    }

    /** Names of the rules, in file order. */
    public List<String> names() {
        return rules.stream().map(Rule::name).toList();
    }

    /**
     * Tells each call of the rules.
     *
     * @param told hears the operation, and the name of the configured webhook it goes by: none if it goes by none, a blank
     *     one if only the event tells
     */
    public void calls(BiConsumer<Operation, Optional<String>> told) {
        for (Rule rule : rules) {
            Source webhook = rule.call().parameters().get(WebhookMark.NAME);
            told.accept(
                    rule.call().operation(),
                    Optional.ofNullable(webhook).map(one -> one instanceof Source.Literal name ? name.text() : ""));
        }
    }

    String place() {
        return place;
    }

    /** The names of a user that the effects need. */
    public Set<UserName.Kind> userNames() {
        Set<UserName.Kind> names = EnumSet.noneOf(UserName.Kind.class);
        for (Rule rule : rules) {
            CallPlan call = rule.call();
            call.sources()
                    .filter(Source.OfUser.class::isInstance)
                    .forEach(source -> names.add(((Source.OfUser) source).kind()));
            if (call.subject().isEmpty() && event.user().isPresent()) {
                names.add(UserName.Kind.SHORT_ID);
            }
        }
        return names;
    }

    EventForm event() {
        return event;
    }

    List<Rule> rules() {
        return rules;
    }

    Limits limits() {
        return limits;
    }
}
