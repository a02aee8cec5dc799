/**
 * Events that came in by webhook: stored before the sender hears of it, handed to routes in the order of each user,
 * tried again, parked when a person is needed. Plain Java.
 */
@NullMarked
package ai.returning.routes.inbox;

import org.jspecify.annotations.NullMarked;
