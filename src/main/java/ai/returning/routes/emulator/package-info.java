/** An offline Returning.AI with state and faults. Speaks HTTP only. */
@NullMarked
package ai.returning.routes.emulator;

import org.jspecify.annotations.NullMarked;
