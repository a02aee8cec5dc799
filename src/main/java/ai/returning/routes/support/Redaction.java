package ai.returning.routes.support;

/** Shows enough of a value to recognise it and not enough to use it. */
public final class Redaction {
    private Redaction() {}

    /** {@code anna.1@example.org} becomes {@code a***@example.org}; another text keeps its first letter. */
    public static String person(String value) {
        if (value.isEmpty()) {
            return "";
        }
        int at = value.lastIndexOf('@');
        String head = new String(Character.toChars(value.codePointAt(0)));
        return at > 0 ? head + "***" + clip(value.substring(at), 40) : head + "***";
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
