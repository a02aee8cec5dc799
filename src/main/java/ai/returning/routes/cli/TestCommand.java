package ai.returning.routes.cli;

import ai.returning.routes.flowtest.CaseResult;
import ai.returning.routes.flowtest.FlowTestCase;
import ai.returning.routes.flowtest.FlowTestSuite;
import ai.returning.routes.flowtest.FlowTests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests of flows and Kamelets. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the tests of flows and Kamelets (*.test.yaml). Nothing outside this machine is called.",
        footer = {
            "",
            "Exit codes: 0 all passed, 1 some failed, 2 wrong usage.",
            "docs/how-to/test-a-flow.md shows how a test is written."
        })
final class TestCommand implements Callable<Integer> {
    private static final Path ROOT = Path.of("");

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<flow>",
            arity = "0..*",
            description = "Flows, routes or Kamelets to test (kamelets: all of these), or a file or folder of theirs;"
                    + " everything if none is named.")
    private List<String> given = new ArrayList<>();

    @Option(names = "--watch", description = "Run again what a changed file touches, until Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "Print one line of JSON for each case.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (watch && json) {
            throw new ParameterException(spec.commandLine(), "--json goes with one run, not with --watch.");
        }
        List<String> names = given.stream().map(TestCommand::name).toList();
        try (QuietLogs quiet = new QuietLogs()) {
            return watch ? watch(names) : once(names);
        }
    }

    /** A path ends in the name: of the folder of a flow, or of a file before its ending. */
    static String name(String given) {
        boolean path = given.equals(".") || given.contains("/") || given.endsWith(".yaml");
        return path
                ? String.valueOf(Caller.path(Path.of(given)).getFileName())
                        .replaceFirst("\\.(test|camel|kamelet|mapping)\\.yaml$", "")
                : given;
    }

    private int once(List<String> names) {
        TestPrinter printer = new TestPrinter(spec.commandLine().getOut(), json);
        run(new FlowTests(ROOT, Clock.systemUTC()).suites(names), printer);
        return printer.summary() ? 0 : Outcome.FAILED;
    }

    private int watch(List<String> names) throws InterruptedException {
        new TestWatch(
                        ROOT,
                        names,
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .run();
        return 0;
    }

    static void run(List<FlowTestSuite> suites, TestPrinter printer) {
        for (FlowTestSuite suite : suites) {
            printer.suite(suite.file());
            for (FlowTestCase one : suite.cases()) {
                CaseResult result = one.run();
                printer.result(result);
            }
        }
    }
}
