/** Processes that are killed, and what the next start makes of what they leave. */
@NullMarked
package ai.returning.routes.sync.crash;

import org.jspecify.annotations.NullMarked;
