package ai.returning.routes.lint.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns a plain query gives, by the names in its select list. */
final class SelectList {
    private static final Pattern NAMED = Pattern.compile("(?is).*\\s(?:as\\s+)?(\"[^\"]+\"|`[^`]+`|[a-z_][\\w$]*)");
    private static final Pattern COLUMN = Pattern.compile("(?i)(?:[\\w$\"`]+\\.)*(\"[^\"]+\"|`[^`]+`|[a-z_][\\w$]*)");

    private SelectList() {}

    /** The names in the order of the list; empty if the query is not plain enough to tell. */
    static Optional<Set<String>> columns(String sql) {
        String text = withoutComments(sql).strip();
        if (!text.toLowerCase(Locale.ROOT).startsWith("select")) {
            return Optional.empty();
        }
        Set<String> columns = new LinkedHashSet<>();
        for (String item : items(text.substring("select".length()))) {
            Optional<String> name = name(item.strip().replaceFirst("(?i)^(distinct|all)\\s+", ""));
            if (name.isEmpty()) {
                return Optional.empty();
            }
            columns.add(name.get());
        }
        return Optional.of(columns);
    }

    private static boolean isFrom(String list, int at) {
        return at + 5 < list.length()
                && Character.isWhitespace(list.charAt(at))
                && list.regionMatches(true, at + 1, "from", 0, 4)
                && Character.isWhitespace(list.charAt(at + 5));
    }

    private static Optional<String> name(String item) {
        Matcher column = COLUMN.matcher(item);
        if (column.matches()) {
            return Optional.of(bare(column.group(1)));
        }
        Matcher named = NAMED.matcher(item);
        return named.matches() && !named.group(1).equalsIgnoreCase("end")
                ? Optional.of(bare(named.group(1)))
                : Optional.empty();
    }

    private static String bare(String name) {
        return name.replaceAll("[\"`]", "");
    }

    private static String withoutComments(String sql) {
        return sql.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("--[^\\n]*", " ");
    }

    /** The items up to {@code from}, split by commas that stand in no parentheses and no text. */
    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        char quote = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && c == ',') {
                items.add(list.substring(begin, i));
                begin = i + 1;
            } else if (depth == 0 && isFrom(list, i)) {
                items.add(list.substring(begin, i));
                return items;
            }
        }
        items.add(list.substring(begin));
        return items;
    }
}
