package ai.returning.routes.effects.rules.condition;

import ai.returning.routes.support.Nearest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the values of a condition and refuses those that cannot be compared. */
final class Operands {
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is", "null", "between");

    private final Map<String, Field> fields;

    Operands(Map<String, Field> fields) {
        this.fields = fields;
    }

    Operand read(Token token) throws ConditionException {
        return switch (token.kind()) {
            case TEXT -> Operand.literal(token.text(), ValueType.TEXT, token.at());
            case NUMBER -> Operand.literal(new BigDecimal(token.text()), ValueType.NUMBER, token.at());
            case WORD -> word(token);
            case SIGN, END -> throw missing(token);
        };
    }

    private Operand word(Token token) throws ConditionException {
        Field field = fields.get(token.text());
        if (field != null) {
            return Operand.field(token.text(), field, token.at());
        }
        String word = token.text().toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return Operand.literal(Boolean.valueOf(word), ValueType.BOOLEAN, token.at());
        }
        if (word.equals("null")) {
            throw new ConditionException(token.at(), "nothing is equal to null", "is null");
        }
        if (KEYWORDS.contains(word)) {
            throw missing(token);
        }
        String near = Nearest.of(token.text(), fields.keySet());
        throw new ConditionException(
                token.at(),
                "the event has no field '" + token.text() + "'",
                near == null ? "one of " + String.join(", ", fields.keySet()) + ", or a text in single quotes" : near);
    }

    private static ConditionException missing(Token token) {
        return new ConditionException(
                token.at(), "a field or a value is expected, not " + token.shown(), "a field, 'text', 12.50, true");
    }

    Part compare(Operand left, Comparison comparison, Operand right, Token sign) throws ConditionException {
        Operand first = fitting(right, left);
        Operand second = fitting(left, right);
        if (comparison.needsOrder() && (first.type() == ValueType.TEXT || first.type() == ValueType.BOOLEAN)) {
            throw new ConditionException(
                    sign.at(), first.type().words() + " is not greater or smaller than another", "= or <>");
        }
        return new Part.Compared(first, comparison, second);
    }

    /** An operand as the other side needs it: a text beside a timestamp is read as one. */
    Operand fitting(Operand other, Operand operand) throws ConditionException {
        if (other.type() == ValueType.TIMESTAMP && operand.literal() instanceof String text) {
            return timestamp(text, operand);
        }
        boolean willBeTime = operand.type() == ValueType.TIMESTAMP && other.literal() instanceof String;
        if (!willBeTime && operand.type() != other.type()) {
            Operand wrong = operand.at() > other.at() ? operand : other;
            Operand right = operand.at() > other.at() ? other : operand;
            throw new ConditionException(
                    wrong.at(),
                    wrong.type().words() + " cannot be compared with "
                            + right.type().words(),
                    right.type() == ValueType.TEXT
                            ? "a text in single quotes"
                            : right.type().words());
        }
        if (operand.literal() instanceof String text
                && !other.words().isEmpty()
                && !other.words().contains(text)) {
            String near = Nearest.of(text, other.words());
            throw new ConditionException(
                    operand.at(),
                    "'" + other.name() + "' is never '" + text + "'",
                    near == null ? "one of " + String.join(", ", other.words()) : "'" + near + "'");
        }
        return operand;
    }

    private static Operand timestamp(String text, Operand operand) throws ConditionException {
        try {
            return Operand.literal(OffsetDateTime.parse(text).toInstant(), ValueType.TIMESTAMP, operand.at());
        } catch (DateTimeException e) {
            throw new ConditionException(
                    operand.at(), "'" + text + "' is no timestamp with its offset", "'2026-01-31T00:00:00Z'");
        }
    }
}
