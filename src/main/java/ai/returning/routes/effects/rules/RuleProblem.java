package ai.returning.routes.effects.rules;

import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;

/**
 * Something wrong in a rules file.
 *
 * @param line from 1
 * @param column from 1
 * @param problem without a full stop
 * @param advice what to write instead; may be empty
 */
public record RuleProblem(String file, int line, int column, String problem, String advice) {
    static RuleProblem of(Misfit misfit) {
        return at(misfit.where(), misfit.problem(), misfit.advice());
    }

    static RuleProblem at(YamlNode where, String problem, String advice) {
        String place = where.place();
        return new RuleProblem(
                place.substring(0, place.lastIndexOf(':')), where.line(), where.column(), problem, advice);
    }

    /** {@code file:line:column what is wrong → what to write}. */
    public String text() {
        return file + ":" + line + ":" + column + " " + problem + (advice.isEmpty() ? "" : " → " + advice);
    }
}
