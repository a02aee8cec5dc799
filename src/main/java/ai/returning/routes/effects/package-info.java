/**
 * The ledger of effects: what does harm when done twice happens once for its business event. Intent is committed before
 * a byte is sent, nothing unclear is ever sent again, and every transition is kept.
 */
@NullMarked
package ai.returning.routes.effects;

import org.jspecify.annotations.NullMarked;
