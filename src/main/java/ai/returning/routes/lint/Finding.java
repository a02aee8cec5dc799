package ai.returning.routes.lint;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong in a file.
 *
 * @param file path from the root of the project, with slashes
 * @param line from 1
 * @param column from 1
 * @param rule name of the rule, as waivers spell it
 * @param problem what is wrong, one sentence without a full stop; holds no secret
 * @param advice what to write instead, without a full stop; may be empty
 * @param fix how it is mended mechanically, if that can be done without a choice
 */
public record Finding(
        String file, int line, int column, String rule, String problem, String advice, Optional<Fix> fix) {

    /** File order, then from top to bottom. */
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::rule);

    /** {@code file:line:column rule what is wrong → what to write}. */
    public String text() {
        return file + ":" + line + ":" + column + " " + rule + " " + problem + (advice.isEmpty() ? "" : " → " + advice);
    }
}
