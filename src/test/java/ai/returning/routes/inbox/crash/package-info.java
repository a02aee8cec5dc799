/** Processes that take webhooks in, and are killed while they do. */
@NullMarked
package ai.returning.routes.inbox.crash;

import org.jspecify.annotations.NullMarked;
