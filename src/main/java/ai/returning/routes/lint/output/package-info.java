/** Findings as people, programs and pull requests read them. */
@NullMarked
package ai.returning.routes.lint.output;

import org.jspecify.annotations.NullMarked;
