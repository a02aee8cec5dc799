package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.rules.condition.Condition;
import java.util.Optional;
import java.util.Set;

/**
 * One rule.
 *
 * @param name in the file
 * @param effect the declared name of what it does
 * @param when empty for every event
 * @param perUser whether a user gets it once ever; else once an event
 * @param reads the fields of the event that its outcome depends on
 * @param place file and line
 */
record Rule(
        String name,
        String effect,
        Optional<Condition> when,
        boolean perUser,
        CallPlan call,
        Optional<StakePlan> stake,
        Set<String> reads,
        String place) {}
