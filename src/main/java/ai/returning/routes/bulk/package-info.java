/** Sealed files, their submission, jobs and row outcomes. */
@NullMarked
package ai.returning.routes.bulk;

import org.jspecify.annotations.NullMarked;
