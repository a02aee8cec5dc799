package ai.returning.routes.cli;

import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunReport;
import java.io.PrintWriter;
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
    private static final int WORDS = 2;

    private RunTable() {}

    static void print(List<RunReport> reports, PrintWriter out) {
        TextTable table = new TextTable(HEADER, WORDS);
        reports.forEach(report -> table.add(cells(report)));
        table.print(out);
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
}
