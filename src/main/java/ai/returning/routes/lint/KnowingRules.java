package ai.returning.routes.lint;

import java.util.List;

/** The rules that know components, the contract, mappings and what Camel is silent about. */
final class KnowingRules {
    private KnowingRules() {}

    static List<Rule> all() {
        return List.of();
    }
}
