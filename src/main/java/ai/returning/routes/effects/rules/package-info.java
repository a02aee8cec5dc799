/**
 * Rules turn business events into effects: each event is read strictly, each rule says what it wants or why not, and the
 * ledger does it once. What cannot be decided is parked with its reason.
 */
@NullMarked
package ai.returning.routes.effects.rules;

import org.jspecify.annotations.NullMarked;
