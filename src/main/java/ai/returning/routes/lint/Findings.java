package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what the rules find. */
public final class Findings {
    private final List<Finding> all = new ArrayList<>();

    public void add(SourceFile file, YamlNode where, String rule, String problem, String advice) {
        add(file, where, rule, problem, advice, Optional.empty());
    }

    public void add(SourceFile file, YamlNode where, String rule, String problem, String advice, Optional<Fix> fix) {
        // Blocks of pages are written by hand, beside prose that speaks of them.
        Optional<Fix> applicable = file.isBlock() ? Optional.empty() : fix;
        int line = file.line(where.line());
        int column = file.column(where.column());
        add(new Finding(file.name(), line, column, rule, problem, advice, applicable));
    }

    public void add(SourceFile file, YamlNode where, RuleName rule, String problem, String advice) {
        add(file, where, rule.text(), problem, advice, Optional.empty());
    }

    public void add(SourceFile file, YamlNode where, RuleName rule, String problem, String advice, Optional<Fix> fix) {
        add(file, where, rule.text(), problem, advice, fix);
    }

    public void add(Finding finding) {
        all.add(finding);
    }

    /** In file order, each once. */
    public List<Finding> sorted() {
        return all.stream().distinct().sorted(Finding.ORDER).toList();
    }
}
