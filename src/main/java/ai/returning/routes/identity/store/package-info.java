/** The tables of names. */
@NullMarked
package ai.returning.routes.identity.store;

import org.jspecify.annotations.NullMarked;
