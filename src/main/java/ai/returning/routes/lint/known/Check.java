package ai.returning.routes.lint.known;

import ai.returning.routes.lint.Findings;

/** A rule that looks things up. */
public interface Check {
    /** Reports what it finds in the project. */
    void check(Knowledge known, Findings findings);
}
