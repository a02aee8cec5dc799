package ai.returning.routes.lint.output;

import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.LintReport;
import java.util.stream.Collectors;

/** A line a finding. */
final class TextOutput implements Output {
    private static final String BOLD = "\u001b[1m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean colour;

    TextOutput(boolean colour) {
        this.colour = colour;
    }

    @Override
    public String of(LintReport report) {
        return report.findings().stream()
                .map(finding -> (colour ? coloured(finding) : finding.text()) + "\n")
                .collect(Collectors.joining());
    }

    private static String coloured(Finding finding) {
        String place = finding.file() + ":" + finding.line() + ":" + finding.column();
        String rest = finding.text().substring(place.length() + 1 + finding.rule().length());
        return BOLD + place + PLAIN + " " + YELLOW + finding.rule() + PLAIN + rest;
    }
}
