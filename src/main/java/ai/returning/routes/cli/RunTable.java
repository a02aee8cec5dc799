package ai.returning.routes.cli;

import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs, one a line. */
final class RunTable {
    private static final List<String> HEADER = List.of(
            "run",
            "state",
            "read",
            "unchanged",
            "applied",
            "rejected",
            "invalid",
            "unverified",
            "skipped",
            "gone",
            "seconds");
    /** Words stand left, figures right. */
    private static final int WORDS = 2;

    private RunTable() {}

    static void print(List<RunReport> reports, PrintWriter out) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADER));
        reports.forEach(report -> lines.add(cells(report)));
        int[] widths = new int[HEADER.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        lines.forEach(line -> out.println(line(line, widths)));
    }

    private static List<String> cells(RunReport report) {
        Books books = report.books();
        return List.of(
                report.runId(),
                report.state().word() + (report.resumed() ? ", resumed" : ""),
                count(books.read()),
                count(books.unchanged()),
                count(books.applied()),
                count(books.rejected()),
                count(books.invalid()),
                count(books.unverified()),
                count(books.skipped()),
                count(books.gone()),
                String.format(Locale.ROOT, "%.1f", report.seconds()));
    }

    private static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String form = (column < WORDS ? "%-" : "%") + widths[column] + "s";
            line.append(column == 0 ? "" : "  ").append(String.format(Locale.ROOT, form, cells.get(column)));
        }
        return line.toString();
    }
}
