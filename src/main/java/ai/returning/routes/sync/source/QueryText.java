package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a query is one statement without parameters and takes off what follows it, so that it can be wrapped in
 * parentheses. Strings, quoted names and comments are skipped by the rules of the database.
 */
final class QueryText {
    private final String source;
    private final Dialect dialect;
    private final String sql;
    private int end;
    private int depth;
    private boolean ended;
    private final String mark;
    private final List<Integer> marks = new ArrayList<>();

    private QueryText(String source, Dialect dialect, String sql, String mark) {
        this.source = source;
        this.dialect = dialect;
        this.sql = sql;
        this.mark = mark;
    }

    /**
     * Where a mark such as {@code :cursor} stands, outside of strings and comments; the same is refused as by
     * {@link #single}.
     */
    static List<Integer> places(String source, Dialect dialect, String sql, String mark) {
        QueryText text = new QueryText(source, dialect, sql, mark);
        text.scan();
        return List.copyOf(text.marks);
    }

    /**
     * The query without trailing semicolon, blanks and comments.
     *
     * @throws RaiException SOURCE_REFUSED for an empty text, several statements, a parameter, an open string, name or
     *     comment, or unbalanced parentheses
     */
    static String single(String source, Dialect dialect, String sql) {
        return new QueryText(source, dialect, sql, "").scan();
    }

    private String scan() {
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (lineCommentAt(at, c)) {
                at = lineEnd(at);
            } else if (startsAt(at, "/*")) {
                at = commentEnd(at);
            } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else {
                at = token(at, c);
            }
        }
        if (depth != 0) {
            throw refused("has an opening parenthesis that is not closed", end);
        }
        if (end == 0) {
            throw refused("is empty", 0);
        }
        return sql.substring(sql.charAt(0) == '\uFEFF' ? 1 : 0, end);
    }

    private int token(int at, char c) {
        if (c == ';') {
            ended = true;
            return at + 1;
        }
        if (ended) {
            throw refused("has more than one statement", at);
        }
        if (isMark(at)) {
            marks.add(at);
        }
        int next = tokenEnd(at, c);
        end = next;
        return next;
    }

    /** Not the end of a cast such as {@code ::cursor}, nor the begin of a longer name. */
    private boolean isMark(int at) {
        int after = at + mark.length();
        return !mark.isEmpty()
                && startsAt(at, mark)
                && (at == 0 || sql.charAt(at - 1) != ':')
                && (after == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(after)));
    }

    private int tokenEnd(int at, char c) {
        switch (c) {
            case '\'':
                return quoteEnd(at, '\'', dialect.backslashEscapes() || escapeString(at));
            case '"':
                return quoteEnd(at, '"', dialect.backslashEscapes());
            case '`':
                return quoteEnd(at, '`', false);
            case '[':
                return dialect.bracketNames() ? quoteEnd(at, ']', false) : at + 1;
            case '$':
                return dollarEnd(at);
            case '?':
                throw refused(
                        "has a ? outside a string; parameters are not supported, and of PostgreSQL's ? operators use"
                                + " the function, such as jsonb_exists(…)",
                        at);
            case '(':
                depth++;
                return at + 1;
            case ')':
                if (--depth < 0) {
                    throw refused("has a closing parenthesis too many", at);
                }
                return at + 1;
            default:
                return at + 1;
        }
    }

    /** PostgreSQL: {@code E'…'}, where the E is not the end of a longer name. */
    private boolean escapeString(int quote) {
        boolean marked = quote > 0 && (sql.charAt(quote - 1) == 'E' || sql.charAt(quote - 1) == 'e');
        return marked
                && dialect == Dialect.POSTGRESQL
                && (quote == 1 || !Character.isJavaIdentifierPart(sql.charAt(quote - 2)));
    }

    private int quoteEnd(int start, char quote, boolean backslash) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && backslash) {
                i++;
            } else if (c == quote) {
                if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        throw refused("has a quote that is not closed", start);
    }

    /** {@code $tag$ … $tag$}; a dollar sign within a name or before a digit is an ordinary character. */
    private int dollarEnd(int start) {
        boolean withinName = start > 0 && Character.isJavaIdentifierPart(sql.charAt(start - 1));
        int i = start + 1;
        while (i < sql.length() && Character.isJavaIdentifierPart(sql.charAt(i)) && sql.charAt(i) != '$') {
            i++;
        }
        boolean tag = i < sql.length() && sql.charAt(i) == '$' && !Character.isDigit(sql.charAt(start + 1));
        if (withinName || !tag) {
            return start + 1;
        }
        String mark = sql.substring(start, i + 1);
        int close = sql.indexOf(mark, i + 1);
        if (close < 0) {
            throw refused("has a quote " + mark + " that is not closed", start);
        }
        return close + mark.length();
    }

    /** MySQL wants a blank after the dashes; otherwise they are two minus signs. */
    private boolean lineCommentAt(int at, char c) {
        if (!dialect.backslashEscapes()) {
            return startsAt(at, "--");
        }
        return c == '#' || startsAt(at, "--") && (at + 2 == sql.length() || Character.isWhitespace(sql.charAt(at + 2)));
    }

    private int lineEnd(int start) {
        int i = start;
        while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int commentEnd(int start) {
        int open = 1;
        int i = start + 2;
        while (i < sql.length()) {
            if (startsAt(i, "*/")) {
                i += 2;
                if (--open == 0) {
                    return i;
                }
            } else if (startsAt(i, "/*") && dialect != Dialect.MYSQL && dialect != Dialect.MARIADB) {
                open++;
                i += 2;
            } else {
                i++;
            }
        }
        throw refused("has a comment that is not closed", start);
    }

    private boolean startsAt(int at, String part) {
        return sql.startsWith(part, at);
    }

    private RaiException refused(String problem, int at) {
        return new RaiException(
                ErrorCode.SOURCE_REFUSED,
                "Source " + source + ": the query " + problem + " (line " + line(sql, at)
                        + "). A source runs one SELECT statement.");
    }

    /** Number of the line that holds the character at {@code at}, from 1. */
    static long line(String sql, int at) {
        return 1
                + sql.substring(0, Math.min(at, sql.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
