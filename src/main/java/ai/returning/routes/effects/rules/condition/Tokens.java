package ai.returning.routes.effects.rules.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a condition into words. ASCII digits and letters only, but for texts in quotes. */
final class Tokens {
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,18})?(?![0-9A-Za-z_.])");
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*+)'");
    private static final Pattern SIGN = Pattern.compile("<=|>=|<>|!=|[=<>(),]");

    private final String text;
    private int next;

    private Tokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) throws ConditionException {
        return new Tokens(text).all();
    }

    private List<Token> all() throws ConditionException {
        List<Token> tokens = new ArrayList<>();
        skipBlank();
        while (next < text.length()) {
            tokens.add(token());
            skipBlank();
        }
        tokens.add(new Token(Token.Kind.END, "", text.length()));
        return List.copyOf(tokens);
    }

    private Token token() throws ConditionException {
        int at = next;
        Matcher quoted = at(TEXT);
        if (quoted.lookingAt()) {
            next = quoted.end();
            return new Token(Token.Kind.TEXT, quoted.group(1).replace("''", "'"), at);
        }
        for (Token.Kind kind : List.of(Token.Kind.WORD, Token.Kind.NUMBER, Token.Kind.SIGN)) {
            Matcher found = at(pattern(kind));
            if (found.lookingAt()) {
                next = found.end();
                return new Token(kind, found.group(), at);
            }
        }
        throw unknown(at);
    }

    private ConditionException unknown(int at) {
        char c = text.charAt(at);
        if (c == '\'') {
            return new ConditionException(at, "a text is not closed", "a ' at its end");
        }
        if (c == '"') {
            return new ConditionException(at, "a text stands in single quotes", "'…'");
        }
        if (c == '-' || c >= '0' && c <= '9') {
            return new ConditionException(at, "this is no plain number", "digits such as 10 or 99.50");
        }
        String sign = new String(Character.toChars(text.codePointAt(at)));
        return new ConditionException(
                at, "'" + sign + "' is not known here", "= <> < <= > >= and or not in is between");
    }

    private static Pattern pattern(Token.Kind kind) {
        return switch (kind) {
            case WORD -> WORD;
            case NUMBER -> NUMBER;
            default -> SIGN;
        };
    }

    private void skipBlank() {
        Matcher blank = at(BLANK);
        if (blank.lookingAt()) {
            next = blank.end();
        }
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(text).region(next, text.length());
    }
}
