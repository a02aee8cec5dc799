package ai.returning.routes.effects.rules;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong in a file, so that all of it is told at once. */
final class Problems {
    private final List<RuleProblem> found = new ArrayList<>();

    void add(YamlNode where, String problem, String advice) {
        found.add(RuleProblem.at(where, problem, advice));
    }

    /** A name that is none of those that are known. */
    void unknown(YamlNode where, String problem, String name, Collection<String> known) {
        String near = Nearest.of(name, known);
        add(where, problem, near == null ? "one of " + String.join(", ", known) : near);
    }

    /** At a character of a text that stands in one line. */
    void addAt(YamlNode where, int character, String problem, String advice) {
        RuleProblem start = RuleProblem.at(where, problem, advice);
        int quote = where.end() - where.begin() == where.text().length() + 2 ? 1 : 0;
        boolean plain = where.end() - where.begin() - 2 * quote == where.text().length()
                && where.text().indexOf('\n') < 0;
        found.add(
                plain
                        ? new RuleProblem(
                                start.file(), start.line(), start.column() + quote + character, problem, advice)
                        : new RuleProblem(
                                start.file(),
                                start.line(),
                                start.column(),
                                problem + " (at character " + (character + 1) + ")",
                                advice));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In file order. */
    List<RuleProblem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(RuleProblem::line).thenComparingInt(RuleProblem::column))
                .toList();
    }
}
