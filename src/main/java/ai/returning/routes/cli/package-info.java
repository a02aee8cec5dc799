/** The launcher. */
@NullMarked
package ai.returning.routes.cli;

import org.jspecify.annotations.NullMarked;
