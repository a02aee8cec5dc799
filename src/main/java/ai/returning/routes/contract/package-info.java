/** The OpenAPI catalogue as data: every operation with host, auth, shape, evidence and effect mark. */
@NullMarked
package ai.returning.routes.contract;

import org.jspecify.annotations.NullMarked;
