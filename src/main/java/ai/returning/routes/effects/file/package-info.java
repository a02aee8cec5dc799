/** Effects that reach the API as rows of sealed files, and what the jobs say about each row. */
@NullMarked
package ai.returning.routes.effects.file;

import org.jspecify.annotations.NullMarked;
