package ai.returning.routes.flowtest.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults of a query: names misspelt, columns left out or given another's place, rows lost. */
final class SqlFaults {
    private static final Pattern COLUMN = Pattern.compile("(?m)^ {2}([a-z_]+)(,?)$");
    private static final Pattern TABLE = Pattern.compile("(?m)^from ([a-z_]+)$");

    private SqlFaults() {}

    static List<SeededFault> of(String file, String text) {
        List<SeededFault> found = new ArrayList<>();
        Matcher columns = COLUMN.matcher(text);
        while (columns.find()) {
            String name = columns.group(1);
            found.add(fault(file, text, columns.start(1), name, Slips.swapped(name)));
            found.add(fault(file, text, columns.start(1), name, "null as " + name));
            found.add(fault(file, text, columns.start(1), name, "email as " + name));
            found.add(fault(file, text, columns.start(), columns.group() + "\n", ""));
        }
        Matcher table = TABLE.matcher(text);
        while (table.find()) {
            found.add(fault(file, text, table.start(1), table.group(1), Slips.dropped(table.group(1))));
            found.add(fault(file, text, table.start(1), table.group(1), table.group(1) + " where false"));
            found.add(fault(file, text, table.start(1), table.group(1), table.group(1) + " limit 1"));
            found.add(fault(file, text, table.start(), "from", "form"));
        }
        found.removeIf(fault -> fault.after().equals("email as email"));
        return found;
    }

    private static SeededFault fault(String file, String text, int begin, String before, String after) {
        int line = (int) text.substring(0, begin).chars().filter(c -> c == '\n').count() + 1;
        return new SeededFault(file, line, "sql", begin, begin + before.length(), before, after);
    }
}
