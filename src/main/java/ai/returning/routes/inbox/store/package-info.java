/** The tables of the inbox. */
@NullMarked
package ai.returning.routes.inbox.store;

import org.jspecify.annotations.NullMarked;
