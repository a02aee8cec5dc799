/** The tables of the ledger. */
@NullMarked
package ai.returning.routes.effects.store;

import org.jspecify.annotations.NullMarked;
