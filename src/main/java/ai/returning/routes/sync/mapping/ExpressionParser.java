package ai.returning.routes.sync.mapping;

import ai.returning.routes.support.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads {@code coalesce(trim(nickname), 'member')}: names, texts in single quotes ({@code ''} for one), functions. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 20;
    private static final List<String> FUNCTIONS = Arrays.stream(Expression.Function.values())
            .map(function -> function.name().toLowerCase(Locale.ROOT))
            .toList();

    private final String text;
    private int next;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
    }

    /**
     * Reads a whole expression.
     *
     * @throws IllegalArgumentException with what is wrong and at which character
     */
    static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression expression = parser.expression();
        if (parser.peek() != 0) {
            throw parser.wrong("nothing may follow here");
        }
        return expression;
    }

    private Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " functions within each other");
        }
        Expression read = peek() == '\'' ? new Expression.Literal(quoted('\'')) : named();
        depth--;
        return read;
    }

    private Expression named() {
        if (peek() == '"') {
            return new Expression.Column(quoted('"'));
        }
        String name = word();
        return peek() == '(' ? call(name) : new Expression.Column(name);
    }

    private Expression call(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!FUNCTIONS.contains(lower)) {
            throw wrong("no function is called '" + name + "'." + Nearest.hint(name, FUNCTIONS) + " Known: "
                    + String.join(", ", FUNCTIONS) + ";");
        }
        List<Expression> arguments = arguments();
        Expression.Function function = Expression.Function.valueOf(lower.toUpperCase(Locale.ROOT));
        if (function.takesOne() && arguments.size() != 1) {
            throw wrong(lower + "() takes one argument, not " + arguments.size());
        }
        return new Expression.Call(function, arguments);
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        do {
            next++;
            arguments.add(expression());
        } while (peek() == ',');
        if (peek() != ')') {
            throw wrong("',' or ')' is expected");
        }
        next++;
        return List.copyOf(arguments);
    }

    private String word() {
        int start = next;
        while (next < text.length() && isWord(text.charAt(next))) {
            next++;
        }
        if (next == start) {
            throw wrong("a column, a function or a text in single quotes is expected");
        }
        return text.substring(start, next);
    }

    private static boolean isWord(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }

    private String quoted(char quote) {
        StringBuilder content = new StringBuilder();
        for (next++; next < text.length(); next++) {
            char c = text.charAt(next);
            if (c != quote) {
                content.append(c);
            } else if (next + 1 < text.length() && text.charAt(next + 1) == quote) {
                content.append(quote);
                next++;
            } else {
                next++;
                return content.toString();
            }
        }
        throw wrong("a quote is not closed");
    }

    /** The next character that is not a space, or 0 at the end. */
    private char peek() {
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next < text.length() ? text.charAt(next) : 0;
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(problem + " at character " + (next + 1) + " of \"" + text + "\"");
    }
}
