/** Writes of events into databases of the customer, each once. */
@NullMarked
package ai.returning.routes.inbox.write;

import org.jspecify.annotations.NullMarked;
