package ai.returning.routes.lint.output;

import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.LintReport;
import java.util.stream.Collectors;

/** {@code ::error file=...,line=...,col=...,title=...::message}, with the escaping GitHub asks for. */
final class GithubOutput implements Output {
    @Override
    public String of(LintReport report) {
        return report.findings().stream().map(GithubOutput::line).collect(Collectors.joining());
    }

    private static String line(Finding finding) {
        String message = finding.problem() + (finding.advice().isEmpty() ? "" : " → " + finding.advice());
        return "::error file=" + property(finding.file()) + ",line=" + finding.line() + ",col=" + finding.column()
                + ",title=" + property(finding.rule()) + "::" + data(message) + "\n";
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
