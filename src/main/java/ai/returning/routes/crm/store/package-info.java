/** What was written to CRMs, or may have been. */
@NullMarked
package ai.returning.routes.crm.store;

import org.jspecify.annotations.NullMarked;
