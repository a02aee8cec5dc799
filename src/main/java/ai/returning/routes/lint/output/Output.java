package ai.returning.routes.lint.output;

import ai.returning.routes.lint.LintReport;

/** A form of the report. */
public interface Output {
    /** The whole report, with a line break at the end of each line. */
    String of(LintReport report);

    /** {@code file:line:column rule what is wrong → what to write}. */
    static Output text() {
        return new TextOutput(false);
    }

    /** The same with colours of a terminal. */
    static Output coloured() {
        return new TextOutput(true);
    }

    /** One document with all findings. */
    static Output json() {
        return new JsonOutput();
    }

    /** Workflow commands that GitHub shows beside the changed lines. */
    static Output github() {
        return new GithubOutput();
    }
}
