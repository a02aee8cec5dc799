package ai.returning.routes.effects.rules;

/**
 * What an effect of a rule moves.
 *
 * @param unit a literal or a text field of declared words
 * @param subtracts whether the amount is taken away
 */
record StakePlan(Source amount, Source unit, boolean subtracts) {}
