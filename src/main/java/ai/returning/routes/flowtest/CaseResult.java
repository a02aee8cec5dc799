package ai.returning.routes.flowtest;

import java.util.List;

/**
 * How a case went.
 *
 * @param file path from the root of the project
 * @param line where the case stands, from 1
 * @param name the sentence that names it
 * @param millis how long it took
 * @param problems what differs from the expectation, a line each; empty if it passed
 */
public record CaseResult(String file, int line, String name, long millis, List<String> problems) {
    /** Copies the list. */
    public CaseResult {
        problems = List.copyOf(problems);
    }

    public boolean passed() {
        return problems.isEmpty();
    }

    /** {@code file:line case 'name'}, and below it what differs. */
    public String text() {
        return file + ":" + line + " case '" + name + "'"
                + (problems.isEmpty() ? "" : "\n    " + String.join("\n    ", problems));
    }
}
