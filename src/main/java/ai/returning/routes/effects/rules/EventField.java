package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.rules.condition.Field;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A declared field of an event.
 *
 * @param optional whether it may be null or missing
 * @param maxLength of a text, in characters
 * @param oneOf the only texts; empty for any
 * @param scale most decimals of a number
 * @param fromText whether a text of digits counts as the number
 * @param zone of timestamps that have none
 */
record EventField(
        String name,
        FieldType type,
        boolean optional,
        int maxLength,
        List<String> oneOf,
        int scale,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        boolean fromText,
        Optional<ZoneId> zone) {
    Field forConditions() {
        return new Field(type.value(), oneOf);
    }
}
