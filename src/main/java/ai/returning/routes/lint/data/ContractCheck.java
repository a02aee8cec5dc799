package ai.returning.routes.lint.data;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import java.util.Optional;

/** A contract that does not load: all of its mistakes. */
public final class ContractCheck implements Check {
    @Override
    public void check(Knowledge known, Findings findings) {
        if (known.contract().isPresent()) {
            return;
        }
        known.contractFile().ifPresent(file -> Optional.ofNullable(file.root()).stream()
                .flatMap(root -> Contract.problems(root).stream())
                .forEach(problem -> findings.add(Told.by(problem, file, RuleName.BAD_CONTRACT))));
    }
}
