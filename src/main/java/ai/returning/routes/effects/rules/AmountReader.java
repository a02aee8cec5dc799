package ai.returning.routes.effects.rules;

import ai.returning.routes.support.YamlNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads an amount: a field of numbers, or a number above zero. */
final class AmountReader {
    private AmountReader() {}

    static Optional<Source> read(YamlNode node, String text, SourceReader sources, Problems problems) {
        Optional<Source> source = sources.read(node, text);
        if (source.isPresent() && !fits(source.get())) {
            problems.add(node, "'" + text + "' is no amount", "event.<field> of numbers, or a number above 0");
            return Optional.empty();
        }
        return source;
    }

    private static boolean fits(Source source) {
        if (source instanceof Source.OfEvent event) {
            return event.field().type().isNumber();
        }
        return source instanceof Source.Literal literal
                && literal.text().matches("[0-9]{1,20}(\\.[0-9]{1," + RulesShape.MAX_SCALE + "})?")
                && new BigDecimal(literal.text()).signum() > 0;
    }

    /** A unit: a word, or a field whose words are declared. */
    static Optional<Source> unit(YamlNode node, SourceReader sources, Problems problems) {
        Optional<Source> source = sources.read(node);
        boolean fits = source.isEmpty()
                || source.get() instanceof Source.Literal
                || source.get() instanceof Source.OfEvent event
                        && !event.field().oneOf().isEmpty();
        if (!fits) {
            problems.add(node, "a unit must be declared", "a word, or event.<field> of a text with one-of");
            return Optional.empty();
        }
        return source;
    }
}
