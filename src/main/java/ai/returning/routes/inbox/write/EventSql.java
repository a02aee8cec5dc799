package ai.returning.routes.inbox.write;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SQL of a flow with places of the event in it, such as {@code :user.id}. A place becomes a parameter of the statement
 * and never text of it. Several statements are parted by semicolons.
 */
public final class EventSql {
    /** What an event object has at its top. */
    private static final Set<String> ROOTS = Set.of(
            "event",
            "endpoint",
            "tenant",
            "key",
            "time",
            "timeIsReceipt",
            "receivedAt",
            "proven",
            "attempt",
            "user",
            "server",
            "channel",
            "message",
            "purchase",
            "content");

    /**
     * One statement.
     *
     * @param sql with a question mark for each place
     * @param places in the order of the question marks
     */
    record Statement(String sql, List<String> places) {}

    private final String name;
    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private StringBuilder sql = new StringBuilder();
    private List<String> places = new ArrayList<>();

    private EventSql(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * Reads a file.
     *
     * @param name the file, as messages show it
     * @throws RaiException CONFIG_INVALID if it is empty, has a question mark or an open quote, or a place no event has
     */
    public static EventSql parse(String name, String text) {
        EventSql parsed = new EventSql(name, text);
        parsed.scan();
        if (parsed.statements.isEmpty()) {
            throw parsed.wrong("is empty", 0);
        }
        return parsed;
    }

    List<Statement> statements() {
        return statements;
    }

    /** All places, each as often as it stands there. */
    public List<String> places() {
        return statements.stream().flatMap(one -> one.places().stream()).toList();
    }

    private void scan() {
        int at = 0;
        while (at < text.length()) {
            at = next(at);
        }
        end();
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (text.startsWith("--", at)) {
            int line = text.indexOf('\n', at);
            return line < 0 ? text.length() : line;
        }
        if (text.startsWith("/*", at)) {
            return closing("*/", at, at + 2);
        }
        switch (c) {
            case '\'', '"':
                return copied(at, closing(String.valueOf(c), at, at + 1));
            case '$':
                return copied(at, dollarEnd(at));
            case '?':
                throw wrong("has a '?'; write places of the event, such as :user.id", at);
            case ';':
                end();
                return at + 1;
            case ':':
                return colon(at);
            default:
                return copied(at, at + 1);
        }
    }

    private int colon(int at) {
        if (text.startsWith("::", at)) {
            return copied(at, at + 2);
        }
        int end = at + 1;
        while (end < text.length() && isOfPlace(text.charAt(end))) {
            end++;
        }
        while (text.charAt(end - 1) == '.') {
            end--;
        }
        if (end == at + 1) {
            return copied(at, at + 1);
        }
        String place = text.substring(at + 1, end);
        String root = place.replaceFirst("\\..*", "");
        if (!ROOTS.contains(root)) {
            throw wrong("names ':" + place + "', which no event has." + Nearest.hint(root, ROOTS), at);
        }
        sql.append('?');
        places.add(place);
        return end;
    }

    private static boolean isOfPlace(char c) {
        return c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private int dollarEnd(int at) {
        int tag = at + 1;
        while (tag < text.length() && Character.isLetterOrDigit(text.charAt(tag))) {
            tag++;
        }
        boolean quote = tag < text.length() && text.charAt(tag) == '$';
        return quote ? closing(text.substring(at, tag + 1), at, tag + 1) : at + 1;
    }

    private int closing(String mark, int start, int from) {
        int close = text.indexOf(mark, from);
        if (close < 0) {
            throw wrong("has a " + mark + " that is missing", start);
        }
        return close + mark.length();
    }

    private int copied(int from, int to) {
        sql.append(text, from, to);
        return to;
    }

    private void end() {
        String statement = sql.toString().strip();
        if (!statement.isEmpty()) {
            statements.add(new Statement(statement, List.copyOf(places)));
        }
        sql = new StringBuilder();
        places = new ArrayList<>();
    }

    private RaiException wrong(String what, int at) {
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        String end = what.endsWith("?") ? "" : ".";
        return new RaiException(ErrorCode.CONFIG_INVALID, name + ":" + line + " " + what + end);
    }
}
