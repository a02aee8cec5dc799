package ai.returning.routes.lint;

/** One check over the files of a project; reports under one name or a few. */
public interface Rule {
    void check(Project project, Findings findings);
}
