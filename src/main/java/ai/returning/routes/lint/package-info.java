/** Checks of everything an integration engineer writes, before it runs: what is wrong, where, and what to write. */
@NullMarked
package ai.returning.routes.lint;

import org.jspecify.annotations.NullMarked;
