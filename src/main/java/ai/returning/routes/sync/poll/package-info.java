/**
 * Reads a table again and again from where the last reading ended. The cursor moves after the rows were dealt with, so
 * that a crash between the two repeats rows and never loses one.
 */
@NullMarked
package ai.returning.routes.sync.poll;

import org.jspecify.annotations.NullMarked;
