package ai.returning.routes.cli;

import ai.returning.routes.flowtest.CaseResult;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints how cases go: a line each under its file, what differs below it, and a summary. */
final class TestPrinter {
    private final PrintWriter out;
    private final boolean json;
    private final long startNanos = System.nanoTime();
    private int passed;
    private int failed;

    TestPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void suite(String file) {
        if (!json) {
            out.println(file);
        }
    }

    void result(CaseResult result) {
        if (result.passed()) {
            passed++;
        } else {
            failed++;
        }
        if (json) {
            out.println(json(result));
        } else {
            out.println("  " + (result.passed() ? "✓ " : "✗ ") + result.name() + "  " + seconds(result.millis()));
            if (!result.passed()) {
                result.text().lines().forEach(line -> out.println("      " + line));
            }
        }
        out.flush();
    }

    private static ObjectNode json(CaseResult result) {
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("file", result.file())
                .put("line", result.line())
                .put("case", result.name())
                .put("passed", result.passed())
                .put("millis", result.millis());
        result.problems().forEach(line.putArray("problems")::add);
        return line;
    }

    /** Prints the last line; true if nothing failed. */
    boolean summary() {
        if (!json) {
            out.println();
            out.println((failed == 0 ? "All " + passed + " cases passed" : failed + " of " + (passed + failed) + " cases failed")
                    + " in " + seconds((System.nanoTime() - startNanos) / 1_000_000) + ".");
            out.flush();
        }
        return failed == 0;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
}
