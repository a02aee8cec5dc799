package ai.returning.routes.lint;

import java.util.List;

/**
 * What a check found.
 *
 * @param findings in file order; waived ones are left out
 * @param files files looked at
 * @param waived findings a waiver covers
 */
public record LintReport(List<Finding> findings, int files, int waived) {}
