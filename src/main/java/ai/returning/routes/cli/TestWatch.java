package ai.returning.routes.cli;

import ai.returning.routes.flowtest.FileWatch;
import ai.returning.routes.flowtest.FlowTestSuite;
import ai.returning.routes.flowtest.FlowTests;
import ai.returning.routes.support.RaiException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Runs tests again whenever a file changes, until the process is stopped. */
final class TestWatch {
    private static final String LINE = "-".repeat(72);

    private final Path root;
    private final List<String> names;
    private final PrintWriter out;
    private final PrintWriter err;

    TestWatch(Path root, List<String> names, PrintWriter out, PrintWriter err) {
        this.root = root;
        this.names = names;
        this.out = out;
        this.err = err;
    }

    /** Ends when the thread is interrupted. The first reading must succeed; a later one may find broken files. */
    void run() throws InterruptedException {
        List<FlowTestSuite> first = new FlowTests(root, Clock.systemUTC()).suites(names);
        try (FileWatch watch = new FileWatch(List.of(root.resolve("routes"), root.resolve("config")))) {
            go(first);
            while (true) {
                Set<Path> changed = watch.changes();
                out.println();
                out.println(LINE);
                changed.forEach(file -> out.println("changed: " + shown(file)));
                again(changed);
            }
        }
    }

    private String shown(Path file) {
        Path from = root.toAbsolutePath().normalize();
        return file.startsWith(from) ? from.relativize(file).toString() : file.toString();
    }

    private void again(Set<Path> changed) {
        try {
            List<FlowTestSuite> suites = new FlowTests(root, Clock.systemUTC()).suites(names);
            go(touched(suites, changed));
        } catch (RaiException e) {
            err.println(e.getMessage());
            err.flush();
            waiting();
        }
    }

    /** Suites in whose folder all changes lie; every one if a file changed that all may use. */
    private static List<FlowTestSuite> touched(List<FlowTestSuite> suites, Set<Path> changed) {
        List<FlowTestSuite> touched = suites.stream()
                .filter(suite -> changed.stream().anyMatch(file -> isAbout(suite, file)))
                .toList();
        boolean all = changed.stream()
                .anyMatch(file -> suites.stream().noneMatch(suite -> isAbout(suite, file)));
        return all ? suites : touched;
    }

    /** A file of a flow's folder concerns its routes; of the folder of Kamelets, the Kamelet of that name. */
    private static boolean isAbout(FlowTestSuite suite, Path file) {
        return suite.folder().equals(file.getParent())
                && (!suite.folder().endsWith("kamelets")
                        || String.valueOf(file.getFileName()).startsWith(suite.subject() + "."));
    }

    private void go(List<FlowTestSuite> suites) {
        TestPrinter printer = new TestPrinter(out, false);
        TestCommand.run(suites, printer);
        printer.summary();
        waiting();
    }

    private void waiting() {
        out.println("Waiting for a change. Ctrl-C ends.");
        out.flush();
    }
}
