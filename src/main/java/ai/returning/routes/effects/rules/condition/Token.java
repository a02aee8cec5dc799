package ai.returning.routes.effects.rules.condition;

import java.util.Locale;

/**
 * One word of a condition.
 *
 * @param text as written; of a text without its quotes
 * @param at where it begins, in characters from 0
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(word);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text '" + text + "'";
            default -> "'" + text + "'";
        };
    }
}
