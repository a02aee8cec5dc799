package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.rules.Limits.Scope;
import ai.returning.routes.effects.rules.Limits.Shared;
import ai.returning.routes.support.YamlNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the part {@code limits} of a rules file whose shape was checked. */
final class LimitsReader {
    private final boolean amounts;
    private final Problems problems;

    /** @param amounts whether a rule moves an amount */
    LimitsReader(boolean amounts, Problems problems) {
        this.amounts = amounts;
        this.problems = problems;
    }

    static Limits none(String place) {
        return new Limits(BigDecimal.ZERO, Optional.empty(), Optional.empty(), List.of(), ZoneOffset.UTC, place);
    }

    Limits read(YamlNode node) {
        Optional<YamlNode> one = node.find("amount");
        one.ifPresent(this::needsAmounts);
        BigDecimal above =
                one.flatMap(part -> part.find("above")).flatMap(this::number).orElse(BigDecimal.ZERO);
        Optional<BigDecimal> to = one.flatMap(part -> part.find("to")).flatMap(this::number);
        if (to.isPresent() && to.get().compareTo(above) <= 0) {
            problems.add(one.orElse(node), "'to' is not above 'above', so nothing may be moved", "a greater 'to'");
        }
        node.find("approve-above").ifPresent(this::needsAmounts);
        return new Limits(
                above,
                to,
                node.find("approve-above").flatMap(this::number),
                shared(node),
                node.find("zone")
                        .flatMap(zone -> EventFormReader.zone(zone, problems))
                        .orElse((ZoneId) ZoneOffset.UTC),
                node.place());
    }

    private List<Shared> shared(YamlNode node) {
        List<Shared> shared = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            node.find(scope.key()).ifPresent(part -> {
                part.find("amount").ifPresent(this::needsAmounts);
                if (part.find("count").isEmpty() && part.find("amount").isEmpty()) {
                    problems.add(part, "this limits nothing", "count or amount");
                }
                shared.add(new Shared(
                        scope,
                        part.find("count")
                                .map(count -> Long.parseLong(count.text()))
                                .orElse(0L),
                        part.find("amount").flatMap(this::number)));
            });
        }
        return List.copyOf(shared);
    }

    private Optional<BigDecimal> number(YamlNode node) {
        return EventFormReader.plain(node, problems);
    }

    private void needsAmounts(YamlNode node) {
        if (!amounts) {
            problems.add(node, "no rule moves an amount, so this limits nothing", "amount and unit in the rules");
        }
    }
}
