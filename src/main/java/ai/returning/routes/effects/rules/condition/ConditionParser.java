package ai.returning.routes.effects.rules.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a condition from left to right: {@code or} binds weakest, then {@code and}, then {@code not}. */
final class ConditionParser {
    private static final int MAX_LIST = 100;

    private final String text;
    private final Map<String, Field> fields;
    private List<Token> tokens = List.of();
    private int next;
    private int depth;

    ConditionParser(String text, Map<String, Field> fields) {
        this.text = text;
        this.fields = fields;
    }

    Part whole() throws ConditionException {
        if (text.length() > Condition.MAX_LENGTH) {
            throw new ConditionException(
                    0,
                    "the condition has " + text.length() + " characters, the limit is " + Condition.MAX_LENGTH,
                    "several rules");
        }
        tokens = Tokens.of(text);
        Part part = either();
        if (peek().kind() != Token.Kind.END) {
            throw wrong(peek(), peek().shown() + " is not expected here", "and, or");
        }
        return part;
    }

    private Part either() throws ConditionException {
        List<Part> parts = new ArrayList<>(List.of(all()));
        while (takes("or")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new Part.Or(List.copyOf(parts));
    }

    private Part all() throws ConditionException {
        List<Part> parts = new ArrayList<>(List.of(one()));
        while (takes("and")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Part.And(List.copyOf(parts));
    }

    private Part one() throws ConditionException {
        Token start = peek();
        if (++depth > Condition.MAX_DEPTH) {
            throw wrong(start, "more than " + Condition.MAX_DEPTH + " parts lie within each other", "several rules");
        }
        Part part;
        if (takes("not")) {
            part = new Part.Not(one());
        } else if (takesSign("(")) {
            part = either();
            closes();
        } else {
            part = test();
        }
        depth--;
        return part;
    }

    private Part test() throws ConditionException {
        Operands operands = new Operands(fields);
        Operand left = operands.read(take());
        Optional<Comparison> comparison =
                peek().kind() == Token.Kind.SIGN ? Comparison.of(peek().text()) : Optional.empty();
        if (comparison.isPresent()) {
            Token sign = take();
            return operands.compare(left, comparison.get(), operands.read(take()), sign);
        }
        if (takes("is")) {
            return isNull(left);
        }
        boolean not = takes("not");
        if (takes("in")) {
            return not ? new Part.Not(in(left, operands)) : in(left, operands);
        }
        if (takes("between")) {
            return not ? new Part.Not(between(left, operands)) : between(left, operands);
        }
        if (!not && left.isField() && left.type() == ValueType.BOOLEAN) {
            return new Part.Flagged(left);
        }
        throw wrong(peek(), peek().shown() + " is not expected here", "= <> < <= > >= in is between");
    }

    private Part isNull(Operand value) throws ConditionException {
        boolean not = takes("not");
        Token word = take();
        if (!word.isWord("null")) {
            throw wrong(word, "after 'is' stands null, or not null", "is null");
        }
        if (!value.isField()) {
            throw new ConditionException(value.at(), "only a field can be null", "the name of a field");
        }
        Part part = new Part.IsNull(value);
        return not ? new Part.Not(part) : part;
    }

    private Part in(Operand value, Operands operands) throws ConditionException {
        Token start = peek();
        if (!value.isField()) {
            throw new ConditionException(value.at(), "before 'in' stands a field", "the name of a field");
        }
        if (!takesSign("(")) {
            throw wrong(start, "a list in parentheses follows 'in'", "in ('EUR', 'USD')");
        }
        List<Operand> list = new ArrayList<>();
        do {
            list.add(operands.fitting(value, operands.read(take())));
        } while (takesSign(","));
        closes();
        if (list.size() > MAX_LIST) {
            throw wrong(start, "the list has more than " + MAX_LIST + " items", "a shorter one");
        }
        return new Part.In(value, List.copyOf(list));
    }

    /** The same as two comparisons, as in SQL. */
    private Part between(Operand value, Operands operands) throws ConditionException {
        Token start = peek();
        Part least = operands.compare(value, Comparison.AT_LEAST, operands.read(take()), start);
        if (!takes("and")) {
            throw wrong(peek(), "'and' and the upper end are missing", "between 10 and 20");
        }
        Part most = operands.compare(value, Comparison.AT_MOST, operands.read(take()), start);
        return new Part.And(List.of(least, most));
    }

    private void closes() throws ConditionException {
        if (!takesSign(")")) {
            throw wrong(peek(), "a ')' is missing before " + peek().shown(), ")");
        }
    }

    private boolean takes(String word) {
        return advance(peek().isWord(word));
    }

    private boolean takesSign(String sign) {
        return advance(peek().isSign(sign));
    }

    private boolean advance(boolean fits) {
        next += fits ? 1 : 0;
        return fits;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = peek();
        next += token.kind() == Token.Kind.END ? 0 : 1;
        return token;
    }

    private static ConditionException wrong(Token at, String problem, String advice) {
        return new ConditionException(at.at(), problem, advice);
    }
}
