package ai.returning.routes.support;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows enough of a value to recognise it and not enough to use it. */
public final class Redaction {
    private static final Pattern EMAIL = Pattern.compile("[^\\s<>()'\",;:]{1,64}@[^\\s<>()'\",;:]{1,255}");

    private Redaction() {}

    /** {@code anna.1@example.org} becomes {@code a***@example.org}; another text keeps its first letter. */
    public static String person(String value) {
        if (value.isEmpty()) {
            return "";
        }
        int at = value.lastIndexOf('@');
        String head = clip(new String(Character.toChars(value.codePointAt(0))), 2);
        return at > 0 ? head + "***" + clip(value.substring(at), 40) : head + "***";
    }

    /** A foreign text as one short line in which e-mail addresses are masked. */
    public static String text(String text, int max) {
        return EMAIL.matcher(clip(text, max)).replaceAll(hit -> Matcher.quoteReplacement(person(hit.group())));
    }

    /** One line without control characters, at most {@code max} characters. */
    public static String clip(String value, int max) {
        StringBuilder line = new StringBuilder(Math.min(value.length(), max) + 1);
        for (int i = 0; i < value.length() && line.length() < max; i++) {
            char c = value.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return value.length() > max ? line.append('…').toString() : line.toString();
    }
}
