/** Runs, chunks, snapshot blocks and quarantine in the state database. */
@NullMarked
package ai.returning.routes.sync.store;

import org.jspecify.annotations.NullMarked;
