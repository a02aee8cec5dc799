package ai.returning.routes.lint.settings;

import ai.returning.routes.support.YamlNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text holds a secret. Prose speaks of passwords and bearers, so there only forms count that are nothing else. */
final class SecretText {
    /** Keys whose text is written for people. */
    private static final Set<String> PROSE = Set.of("description", "title", "example", "summary");
    /** Keys whose text is logged: a word after a name need not be its value. */
    private static final Set<String> MESSAGE = Set.of("message", "log");

    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)(?:[?&;]|\\b)(?:password|passwd|pwd|secret|token|api[_-]?key"
                    + "|access[_-]?token|client[_-]?secret|authPassword)=(?![{$#]|RAW\\([{$])([^&;\\s\"']+)");
    private static final Pattern IN_URL = Pattern.compile("://[^/\\s:@{}$]+:(?![{$])[^/\\s@]+@");
    private static final Pattern FORMS = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.|\\bghp_[A-Za-z0-9]{30,}"
            + "|\\b[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|\\bxox[abp]-[A-Za-z0-9-]{10,}");
    private static final Pattern AFTER_SCHEME =
            Pattern.compile("(?i)\\b(?:bearer|basic) (?![{$])([A-Za-z0-9+/._=-]{8,})");
    /** No shorter text holds a name and a secret. */
    private static final int SHORT = 8;
    /** A word of this length without a digit is one of a language, unless its letters are mixed. */
    private static final int LONG = 12;

    private SecretText() {}

    /** @param key the key before the text; empty if there is none */
    static boolean isOne(String key, YamlNode node) {
        String text = node.isScalar() ? node.text() : "";
        if (text.length() <= SHORT) {
            return false;
        }
        boolean prose = PROSE.contains(key);
        return FORMS.matcher(text).find()
                || !prose && text.contains("=") && isGiven(text, MESSAGE.contains(key))
                || !prose && text.contains("://") && IN_URL.matcher(text).find()
                || holds(AFTER_SCHEME.matcher(text));
    }

    /** A name with a value; in a message only one that looks like a secret. */
    private static boolean isGiven(String text, boolean message) {
        Matcher value = IN_TEXT.matcher(text);
        return message ? holds(value) : value.find();
    }

    private static boolean holds(Matcher values) {
        while (values.find()) {
            if (looksLikeOne(values.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** With a digit, or long and with letters of both cases mixed. */
    private static boolean looksLikeOne(String value) {
        boolean digit = value.chars().anyMatch(Character::isDigit);
        long rises = Pattern.compile("[a-z][A-Z]").matcher(value).results().count();
        return value.length() >= SHORT && digit || value.length() >= LONG && rises >= 2;
    }
}
