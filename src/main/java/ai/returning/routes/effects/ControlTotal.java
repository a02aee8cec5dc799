package ai.returning.routes.effects;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Effects of one state and unit, counted and summed.
 *
 * @param unit empty for effects that move no amount
 * @param sum of the amounts with their signs
 */
public record ControlTotal(EffectState state, Optional<String> unit, long count, BigDecimal sum) {}
