/** CRMs over HTTP: one call at a time, paced and never repeated where that could do harm; and what is written to them. */
@NullMarked
package ai.returning.routes.crm;

import org.jspecify.annotations.NullMarked;
