package ai.returning.routes.cli;

import ai.returning.routes.flowtest.TestFileShape;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Fixer;
import ai.returning.routes.lint.LintReport;
import ai.returning.routes.lint.Linter;
import ai.returning.routes.lint.output.Output;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks what an integration engineer writes, before it runs. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Checks routes, Kamelets, mappings, tests, contract and settings, and the YAML in README and docs. "
                        + "Needs no network, starts nothing.",
        footer = {
            "",
            "A line a finding: file:line:column rule what is wrong → what to write. What is meant to be stands in",
            "config/lint-waivers.yaml with its reason. All rules: docs/reference/lint.md.",
            "",
            "Exit codes: 0 clean, 1 findings, 2 wrong usage.",
            "",
            "Examples:",
            "  ./rai lint                            all of the project",
            "  ./rai lint routes/sync-customers      one flow",
            "  ./rai lint --fix routes               mend what needs no choice; comments and layout stay",
            "  ./rai lint --format github            findings beside the lines of a pull request",
            "  ./rai lint --format json > lint.json  one document, for programs"
        })
final class LintCommand implements Callable<Integer> {
    /** Forms of the report. */
    enum Format {
        text,
        json,
        github
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "Files and folders; all of the project if none is given.")
    private List<Path> paths = List.of();

    @Option(names = "--fix", description = "Mend what can be mended without a choice, then report what is left.")
    private boolean fix;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Override
    public Integer call() {
        long begun = System.nanoTime();
        List<Path> asked = paths.stream().map(Caller::path).toList();
        refuseMissing(asked);
        Linter linter = new Linter(Path.of("")).shapes(Map.of(FileKind.TEST, TestFileShape.shape()));
        LintReport report = fix ? mended(linter, asked) : linter.check(asked);
        PrintWriter out = spec.commandLine().getOut();
        out.print(output().of(report));
        out.flush();
        double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        spec.commandLine().getErr().println(summary(report, seconds));
        return report.findings().isEmpty() ? 0 : 1;
    }

    /** A link that leads nowhere is there; it is a finding. */
    private void refuseMissing(List<Path> asked) {
        for (Path path : asked) {
            if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new ParameterException(spec.commandLine(), "'" + path + "' is not there.");
            }
        }
    }

    private LintReport mended(Linter linter, List<Path> asked) {
        Fixer.Result result = new Fixer(linter).fix(asked);
        if (result.fixed() > 0) {
            spec.commandLine()
                    .getErr()
                    .println("mended " + count(result.fixed(), "finding") + " in " + String.join(", ", result.files()));
        }
        return result.report();
    }

    private Output output() {
        return switch (format) {
            case json -> Output.json();
            case github -> Output.github();
            case text ->
                Boolean.getBoolean(ProgressDisplay.TERMINAL_PROPERTY) && System.console() != null
                        ? Output.coloured()
                        : Output.text();
        };
    }

    private static String summary(LintReport report, double seconds) {
        long fixable = report.findings().stream()
                .filter(finding -> finding.fix().isPresent())
                .count();
        return count(report.files(), "file") + ", " + count(report.findings().size(), "finding")
                + (fixable > 0 ? " (" + fixable + " by --fix)" : "") + ", " + report.waived() + " waived in "
                + String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
