/**
 * The HTTP front of the inbox: its own non-blocking server. It reads bytes up to a cap, proves them, hands them over and
 * answers when they are stored.
 */
@NullMarked
package ai.returning.routes.inbox.front;

import org.jspecify.annotations.NullMarked;
