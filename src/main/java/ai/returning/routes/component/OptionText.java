package ai.returning.routes.component;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;
import org.jspecify.annotations.Nullable;

/**
 * The text of an option: a constant, or one with places that the message fills, such as {@code ${variable.userId}}.
 * Only plain places are allowed, never a method call, so that data that got into an option cannot become code.
 */
final class OptionText {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern PLAIN =
            Pattern.compile("(body|variable|header|exchangeProperty)([.\\[][\\w.:\\-?'\"\\[\\] ]*)?");

    private final String where;
    private final String text;
    private final @Nullable Expression expression;
    /** Each place of the text, as it is written, by itself. */
    private final Map<String, Expression> places;

    private OptionText(String where, String text, @Nullable Expression expression, Map<String, Expression> places) {
        this.where = where;
        this.text = text;
        this.expression = expression;
        this.places = places;
    }

    /** @param where the option, for the error about a place that is not allowed */
    static OptionText of(CamelContext context, String where, String text) {
        if (!text.contains("${") && !text.contains("$simple{")) {
            return new OptionText(where, text, null, Map.of());
        }
        if (!isPlain(text)) {
            throw refused(where);
        }
        Language simple = context.resolveLanguage("simple");
        Map<String, Expression> places = new LinkedHashMap<>();
        PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(place -> places.computeIfAbsent(place, simple::createExpression));
        return new OptionText(where, text, simple.createExpression(text), places);
    }

    static boolean isPlain(String text) {
        Matcher places = PLACE.matcher(text);
        String rest = text;
        while (places.find()) {
            if (!PLAIN.matcher(places.group(1)).matches()) {
                return false;
            }
            rest = rest.replace(places.group(), "");
        }
        return !rest.contains("${") && !rest.contains("$simple{");
    }

    private static RaiException refused(String where) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "Option " + where + " holds an expression that is not allowed here. It takes ${body...},"
                        + " ${variable.<name>}, ${header.<name>} and ${exchangeProperty.<name>}, without method calls.");
    }

    /**
     * The text of a variable; empty if it is not set.
     *
     * @throws RaiException PARAMETER_INVALID if it cannot be made a text
     */
    static Optional<String> variable(Exchange exchange, String name) {
        try {
            return Optional.ofNullable(exchange.getVariable(name, String.class));
        } catch (RuntimeException e) {
            // As below.
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "Variable '" + name + "' cannot be used: its value, of type " + type(exchange.getVariable(name))
                            + ", cannot be made a text (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static String type(@Nullable Object value) {
        return value == null ? "none" : value.getClass().getSimpleName();
    }

    boolean constant() {
        return expression == null;
    }

    /** The value for this message; empty if the message has none. */
    Optional<String> value(Exchange exchange) {
        if (expression == null) {
            return Optional.of(text);
        }
        String value = evaluate(expression, exchange);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** The first place that is empty for this message, as it is written. */
    Optional<String> hole(Exchange exchange) {
        return places.entrySet().stream()
                .filter(place -> isBlank(evaluate(place.getValue(), exchange)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private @Nullable String evaluate(Expression expression, Exchange exchange) {
        try {
            return expression.evaluate(exchange, String.class);
        } catch (RuntimeException e) {
            // Camel's own message quotes the body, so the cause does not go along either.
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "Option " + where + " cannot be filled in: '" + text
                            + "' does not fit this message, whose body is of type "
                            + type(exchange.getMessage().getBody()) + " ("
                            + e.getClass().getSimpleName() + ").");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
