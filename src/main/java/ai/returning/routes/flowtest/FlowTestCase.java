package ai.returning.routes.flowtest;

import java.util.List;
import java.util.concurrent.Callable;

/** One thing to prove: a case of a file, an example of a mapping, or what every file owes. */
public final class FlowTestCase {
    private final String file;
    private final int line;
    private final String name;
    private final Callable<List<String>> work;

    FlowTestCase(String file, int line, String name, Callable<List<String>> work) {
        this.file = file;
        this.line = line;
        this.name = name;
        this.work = work;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String name() {
        return name;
    }

    /** Runs it. Whatever goes wrong is a problem of the result, but for what no test can survive. */
    public CaseResult run() {
        long start = System.nanoTime();
        List<String> problems;
        try {
            problems = work.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems = List.of("was interrupted");
        } catch (Exception e) {
            problems = Failures.text(e).lines().map(String::strip).toList();
        }
        return new CaseResult(file, line, name, (System.nanoTime() - start) / 1_000_000, problems);
    }
}
