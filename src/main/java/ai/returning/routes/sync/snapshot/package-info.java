/** What was last sent, as sorted blocks by key hash. */
@NullMarked
package ai.returning.routes.sync.snapshot;

import org.jspecify.annotations.NullMarked;
