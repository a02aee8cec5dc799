package ai.returning.routes.cli;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunReport;
import java.io.PrintWriter;
import java.util.Locale;

/** A run as a person reads it. */
final class Summary {
    private Summary() {}

    static void print(RunReport report, PrintWriter out) {
        Books books = report.books();
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%s: %s%s in %.1f s (run %s)",
                report.flow(),
                report.state().word(),
                report.resumed() ? ", resumed" : "",
                report.seconds(),
                report.runId()));
        out.println();
        if (books.read() > 0 || report.braked() || report.error() == null) {
            books(report, out);
        }
        if (report.error() != null) {
            out.println("Stopped: " + report.error());
        }
        out.println("Next: " + next(report));
    }

    private static void books(RunReport report, PrintWriter out) {
        Books books = report.books();
        row(out, "read", books.read(), "rows of the source");
        row(out, "  unchanged", books.unchanged(), "not sent");
        row(out, "  applied", books.applied(), "");
        row(out, "  rejected", books.rejected(), "refused by the API");
        row(out, "  invalid", books.invalid(), "against a rule of the mapping, not sent");
        row(out, "  unverified", books.unverified(), "sent, outcome not known");
        row(out, "  skipped", books.skipped(), "not sent, the run ended early");
        String sent =
                String.format(Locale.ROOT, "%,d added, %,d changed, %s", books.added(), books.changed(), files(report));
        row(out, "sent", books.sent(), sent);
        row(out, "gone", books.gone(), "no longer in the source");
        if (!report.notes().isEmpty()) {
            out.println();
            report.notes().forEach(note -> out.println("  " + note));
        }
        out.println();
        if (report.evidence() != Evidence.DOCUMENTED) {
            out.println(
                    "Evidence: " + report.evidence().name().toLowerCase(Locale.ROOT)
                            + ". The run rests on operations the vendor does not fully document; a tenant has to confirm them.");
        }
    }

    private static String files(RunReport report) {
        return report.chunks() == 1 ? "1 file" : report.chunks() + " files";
    }

    private static void row(PrintWriter out, String name, long count, String meaning) {
        out.println(String.format(Locale.ROOT, "  %-14s %,12d   %s", name, count, meaning)
                .stripTrailing());
    }

    private static String next(RunReport report) {
        if (report.braked()) {
            return report.confirmCode() == null
                    ? "look at the source; nothing was sent."
                    : "look at the source. If all is right: ./rai sync " + report.flow() + " --confirm "
                            + report.confirmCode();
        }
        return switch (report.state()) {
            case DONE -> "nothing to do.";
            case DONE_WITH_REJECTS ->
                "correct these rows in the source or the community; the next run tries them again.";
            case UNVERIFIED -> "look at these users in the community; a later run sends their current value.";
            default -> "remove the cause, then ./rai sync " + report.flow() + "; what was sent is not sent again.";
        };
    }
}
