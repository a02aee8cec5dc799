/** The sync engine: runs, books, chunks, brakes, sending, settling and resuming. Plain Java. */
@NullMarked
package ai.returning.routes.sync;

import org.jspecify.annotations.NullMarked;
